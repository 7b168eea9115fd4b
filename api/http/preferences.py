"""What a caller would like: the format of the answer, and whether to wait for it."""

from collections.abc import Sequence

from api.http.errors import NotAcceptable


def chosen_type(accept: str, offered: Sequence[str]) -> str:
    """Return the media type offered that `accept` likes best; the first offered wins a tie.

    Source: RFC 9110, section 12.5.1.

    accept
        the Accept header; "" accepts everything.
    """
    ranges = [_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    best = max(offered, key=lambda each: _liking(each, ranges))
    if _liking(best, ranges) <= 0:
        raise NotAcceptable(f"None of the formats accepted is on offer; there are {', '.join(offered)}.")
    return best


def seconds_to_wait(prefer: str, most: int) -> int:
    """Return N of `Prefer: wait=N` (RFC 7240), at most `most`; 0 where nothing of the kind is preferred."""
    for part in prefer.replace(";", ",").split(","):
        name, _, value = part.partition("=")
        number = value.strip().strip('"')
        if name.strip().lower() == "wait" and number.isascii() and number.isdecimal() and len(number) < 10:
            return min(int(number), most)
    return 0


def _range(text: str) -> tuple[str, float]:
    media, *parameters = (part.strip().lower() for part in text.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            return media, _weight(value)
    return media, 1.0


def _weight(text: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0


def _liking(media: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Return the weight of the most specific range that `media` falls into."""
    by_range = dict(ranges)
    for each in (media, f"{media.partition('/')[0]}/*", "*/*"):
        if each in by_range:
            return by_range[each]
    return 0.0
