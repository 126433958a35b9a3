"""From files to models: each kind of file read, checked for shape, ordered and described."""
