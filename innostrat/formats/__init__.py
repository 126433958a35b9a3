"""How to show reports and findings: one module a format, and the one place that escapes text."""
