"""`python -m innostrat`: the same as the command."""

from innostrat.cli import main

if __name__ == "__main__":
    main()
