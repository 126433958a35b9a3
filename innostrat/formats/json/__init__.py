"""Reports and documents as JSON."""
