"""The documents of the budget round: what they hold, in which order, before any format."""
