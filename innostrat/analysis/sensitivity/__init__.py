"""What moves the plan when one thing moves: a weight, an input, the money."""
