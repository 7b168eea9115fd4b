"""The trips of a route: from its start to its first reload, from one reload to the next, to its end.

In a sequence of stop ids a reload stands as "@" and the id of its depot: ("a", "b", "@north", "c").
"""

MARK = "@"


def reload_at(depot_id: str) -> str:
    """Return what stands in a sequence for a reload at this depot."""
    return MARK + depot_id
