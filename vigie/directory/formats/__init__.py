"""The files in which structures are published: recognised by content, read row by row."""
