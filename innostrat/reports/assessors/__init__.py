"""Reports of several assessors' answers."""
