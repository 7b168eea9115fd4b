"""Names of vehicles and sites in addresses: whatever somebody calls them, slashes and line breaks too."""

from typing import Final

from starlette.convertors import Convertor, register_url_convertor

WHOLE: Final = "whole"
"""Takes the rest of an address as one name, in a route: `/vehicles/{vehicle_id:whole}`."""


class WholeName(Convertor[str]):
    """Like Starlette's `path`, which knows no address where a name has a line break in it."""

    regex = r"[\s\S]*"

    def convert(self, value: str) -> str:
        """Return the name as it stands in the address."""
        return value

    def to_string(self, value: str) -> str:
        """Return a name for an address."""
        return value


register_url_convertor(WHOLE, WholeName())
