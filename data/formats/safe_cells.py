"""Text that a spreadsheet must never take for a formula."""

import re

_FORMULA_STARTS = tuple("=+-@\t\r\n\0＝＋－＠")
_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)*")


def safe_cell(text: str) -> str:
    """Return `text` such that a spreadsheet shows it and never runs it.

    What begins like a formula, also after spaces, gets an apostrophe in front; plain numbers such as -12.5
    stay numbers.
    Source: OWASP, "CSV Injection".
    """
    if not text.startswith(_FORMULA_STARTS) and not text.lstrip().startswith(_FORMULA_STARTS):
        return text
    return text if _NUMBER.fullmatch(text) else "'" + text


def shown_cell(text: str) -> str:
    """Return what `safe_cell` made safe: the apostrophe before a formula is not part of the text."""
    return text[1:] if text.startswith("'") and safe_cell(text[1:]) == text else text
