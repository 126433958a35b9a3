"""Reports of uncertain amounts."""
