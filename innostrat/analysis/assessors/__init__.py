"""Several assessors' answers: how far they agree, and whether it matters for the plan."""
