"""What a form that came back does to the files of a portfolio."""
