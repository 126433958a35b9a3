"""Reports of value: the ranking, and one project's value criterion by criterion."""
