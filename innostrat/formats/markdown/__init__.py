"""Reports and documents as Markdown."""
