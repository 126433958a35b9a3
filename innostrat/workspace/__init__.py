"""A portfolio found, read, checked and changed, and the documents made of it."""
