"""The only readers and writers: folders and revisions become bytes, bytes become documents."""
