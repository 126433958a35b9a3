"""Reports of the year after the plan: benefits, the pot, and where the year is."""
