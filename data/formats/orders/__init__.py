"""Orders and their events in files: read from tables, told as other systems know them."""
