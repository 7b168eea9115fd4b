"""What a parser of cells raises; rows turn it into a fault with file, row and column."""


class Unreadable(Exception):
    """A cell that is not what its column holds; the message says what would be right."""
