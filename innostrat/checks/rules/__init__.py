"""The rules, in families, and what declares them."""
