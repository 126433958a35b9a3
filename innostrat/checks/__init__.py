"""What a strategy demands of a portfolio: one decorated function a rule, in families."""
