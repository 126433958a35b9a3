"""What a form holds of a portfolio, cell by cell, and what its cells say when it comes back."""
