"""Reports and documents as CSV."""
