"""How to show it: one module a format, and the only places where text is escaped."""
