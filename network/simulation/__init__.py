"""A design lived through day by day, with drawn demand, stock and disruptions."""
