"""Reports of a plan: what is in, what is not and why, and its four years."""
