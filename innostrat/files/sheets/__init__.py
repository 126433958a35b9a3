"""Tables that people filled in: every filled cell with its place, and what its sheet says of it."""
