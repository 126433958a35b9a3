"""A municipality's innovation portfolio as YAML files in git, prioritised for the budget."""

__version__ = "0.1.0"
