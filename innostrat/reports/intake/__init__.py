"""Reports of what comes in: the inbox, and what an import would make."""
