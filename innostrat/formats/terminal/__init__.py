"""Reports drawn with a terminal's signs."""
