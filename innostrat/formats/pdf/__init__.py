"""The document as a tagged PDF that can be read aloud, searched and archived."""
