"""What follows from a portfolio: scores, plans, comparisons; pure, exact and deterministic."""
