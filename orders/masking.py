"""Names, telephone numbers and addresses as papers, and callers who may not see persons, are shown them.

Papers hide at least one character of a name, six digits of a telephone number, and unit, floor and room of an
address. Source: GB/T 41833-2022, Express electronic waybill, 5.4 (in force since 1 February 2023).
"""

import re
from typing import Final

from orders.next_step import Failure

HIDDEN: Final = "***"
"""What stands for words that are hidden whole."""

_SHOWN_DIGITS: Final = 4
_LEAST_HIDDEN: Final = 6
_STAR: Final = "*"

_NUMBER: Final = r"[0-9A-Za-z０-９〇零一二三四五六七八九十百两甲乙丙丁负\-－—/]+"

_CHINESE: Final = re.compile(rf"({_NUMBER})(?=单元|室|户|房|层|楼(?!\d*(?:号|路|街))|號?室|門|门(?!\w))")
"""Unit, room, household and floor: the number stands before the word."""

_AFTER_BUILDING: Final = re.compile(
    r"(?<=[号號栋棟幢座楼樓])\s*((?:[0-9０-９]+|[A-Za-z])(?:[\-－—][0-9A-Za-z０-９]+)*)\s*$"
)
"""A room without a word of its own at the end, as 3号楼501."""

_HYPHENED: Final = re.compile(r"(?<![\d０-９])[0-9０-９]{1,3}([\-－—][0-9A-Za-z０-９]{1,5}){1,3}\s*$")
"""Building-unit-room at the end of a Chinese address, as 12-3-501."""

_WORDS: Final = (
    r"apartment|apt|appartement|appt|app|unit|suite|ste|room|rm|flat|penthouse|ph|floor|fl|level|lvl|lot"
    r"|wohnung|whg|zimmer|zi|etage|stock|stiege|top|tür|étage|escalier|esc|porte|chambre|bâtiment|bât|bureau"
    r"|piso|planta|puerta|escalera|interno|int|scala|piano|bus|kamer|verdieping"
)
_LATIN: Final = re.compile(
    rf"(?<![A-Za-zÀ-ÿ0-9])(?:{_WORDS})\b\.?(?:\s*(?:no|nr|n°|num)\b\.?)?\s*[#:]?\s*"
    r"(\d+\s*[/\-]\s*\w{1,4}|[\w]*\d[\w]*|[A-Za-z](?!\w))",
    re.IGNORECASE,
)
"""A word, then a number or one letter: Apt 4B, Suite 200, Flat 2/1, Whg. 12, étage C."""

_BEFORE: Final = re.compile(
    r"(?<!\w)(\d{1,3})(?=\s*(?:st|nd|rd|th|e|er|ème|eme|\.|º|ª|°)?\s*"
    r"(?:floor|fl\b|étage|etage|og\b|stock\b|piso\b|planta\b|piano\b|verdieping))",
    re.IGNORECASE,
)
"""A floor whose number stands before the word: 3rd floor, 2. OG, 4e étage."""

_HASH: Final = re.compile(r"#\s*([\w\-]+)")
_SPANISH: Final = re.compile(r"(?<!\w)(\d{1,2}\s*[º°ª]\s*[A-Za-z]?)(?=\s*(?:,|$))")
_ROOMS: Final = (_AFTER_BUILDING, _CHINESE, _LATIN, _BEFORE, _HASH, _SPANISH)

_CJK: Final = re.compile(r"[\u3400-\u9fff]")
_DIGIT: Final = re.compile(r"[0-9０-９〇零一二三四五六七八九十百](?=号|號|栋|棟|幢|座|弄|巷|单元|室|楼)|\d")


def masked_name(name: str) -> str:
    """Return a name of which only the first letter of each word is left: "Ann Martin" is "A** M*****"."""
    return " ".join(_STAR if len(word) == 1 else word[0] + _STAR * (len(word) - 1) for word in name.split())


def masked_phone(phone: str) -> str:
    """Return a number of which the last four digits are left, and fewer where six would not be hidden."""
    digits = sum(each.isdigit() for each in phone)
    shown = max(0, min(_SHOWN_DIGITS, digits - _LEAST_HIDDEN))
    left = digits - shown
    masked = []
    for each in phone:
        hidden = each.isdigit() and left > 0
        left -= each.isdigit()
        masked.append(_STAR if hidden else each)
    return "".join(masked)


def masked_mail(mail: str) -> str:
    """Return a mail address of which the first letter is left."""
    return f"{mail.strip()[:1]}{HIDDEN}@{HIDDEN}" if mail.strip() else ""


def masked_rooms(address: str) -> str:
    """Return an address as a paper shows it: unit, floor and room are hidden, the house can be found.

    "Apt 4B" is "Apt **", 3号楼2单元501室 is 3号楼*单元***室.
    """
    for each in _ROOMS:
        address = each.sub(_starred, address)
    return _HYPHENED.sub(_building_left, address) if _CJK.search(address) else address


def masked_address(address: str) -> str:
    """Return an address of which street and town are left: no number of a house, no room."""
    return _DIGIT.sub(_STAR, masked_rooms(address))


def masked_label(label: str) -> str:
    """Return a name of a stop, which may be that of a person or an address: first letters, and no digit."""
    return _DIGIT.sub(_STAR, masked_name(label))


def masked_reason(reason: str) -> str:
    """Return the code of a failure without the words of a person behind it."""
    code, _, words = reason.partition(":")
    return (code if not words else f"{code}: {HIDDEN}") if code in set(Failure) else masked_words(reason)


def masked_words(words: str) -> str:
    """Return what stands for what a person wrote; "" stays what it is."""
    return HIDDEN if words.strip() else words


def _starred(found: re.Match[str]) -> str:
    """Return what was found with all letters and digits of its first group hidden."""
    begin, end = (each - found.start() for each in found.span(1))
    text = found.group()
    return text[:begin] + re.sub(r"\w", _STAR, text[begin:end]) + text[end:]


def _building_left(found: re.Match[str]) -> str:
    building, dash, rest = re.split(r"([\-－—])", found.group(), maxsplit=1)
    return building + dash + re.sub(r"\w", _STAR, rest)
