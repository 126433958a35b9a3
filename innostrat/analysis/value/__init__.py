"""What a project is worth: its score, criterion by criterion, and the ranking."""
