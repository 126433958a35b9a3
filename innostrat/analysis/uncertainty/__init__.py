"""Amounts that are uncertain: their distribution, their sum, and plans that hold with a chance."""
