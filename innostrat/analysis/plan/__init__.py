"""The plan of a round: who competes, what is chosen, why, and what else could be."""
