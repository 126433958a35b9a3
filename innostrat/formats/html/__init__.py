"""The document as one web page: everything in one file, nothing fetched, no text that runs."""
