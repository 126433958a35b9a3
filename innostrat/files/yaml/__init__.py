"""YAML with places: events, documents, edits of lines, and new text."""
