"""Shows what a form that came back would change, and what of it cannot be taken."""
