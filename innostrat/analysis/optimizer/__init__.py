"""The selection as an integer programme: a small problem, its best portfolio, and what clashes."""
