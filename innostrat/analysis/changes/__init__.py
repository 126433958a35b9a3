"""What a change does: between two states of the files, over the commits, or under assumptions."""
