"""New files of a portfolio, and what commands write into those that exist."""
