"""The document as a Word file, with real styles, headings, captions and header rows."""
