"""Which formats there are, of reports, documents and findings; each is imported when asked for."""
