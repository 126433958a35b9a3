"""Reports of what holds whatever the weights."""
