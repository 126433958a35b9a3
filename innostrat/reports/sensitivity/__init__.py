"""Reports of what moves the plan."""
