"""The year after the plan: what a body decides on it."""
