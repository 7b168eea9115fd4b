"""Supply networks from tables, and designs of them as files."""
