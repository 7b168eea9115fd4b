"""Text that a spreadsheet must never take for a formula."""

import re

_FORMULA_STARTS = tuple("=+-@\t\r\n\0＝＋－＠")
_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)*")


_STARTS = "=+\\-@＝＋－＠"
# Behind what a spreadsheet elsewhere takes for the end of a cell; figures and phone numbers are no formulas.
_INSIDE = re.compile(rf"([;|\t\r\n]\s*)(?='*[{_STARTS}])(?![-+][\d\s.,()]*(?:[;|\t\r\n]|$))")
_GUARDED = re.compile(rf"([;|\t\r\n]\s*)'(?='*[{_STARTS}])")


def safe_cell(text: str) -> str:
    """Return `text` such that a spreadsheet shows it and never runs it.

    What begins like a formula, also after spaces, gets an apostrophe in front; plain numbers such as -12.5
    stay numbers. So does what begins like one behind a semicolon, a tab, a bar or the end of a line: a
    spreadsheet set to these as delimiters sees a cell of its own there.
    Source: OWASP, "CSV Injection".
    """
    text = _INSIDE.sub(r"\1'", text)
    if not text.startswith(_FORMULA_STARTS) and not text.lstrip().startswith(_FORMULA_STARTS):
        return text
    return text if _NUMBER.fullmatch(text) else "'" + text


def shown_cell(text: str) -> str:
    """Return what `safe_cell` made safe: an apostrophe before a formula is not part of the text."""
    if "'" not in text:
        return text
    shown = _GUARDED.sub(r"\1", text)
    if shown.startswith("'") and safe_cell(shown[1:]) == text:
        shown = shown[1:]
    return shown if safe_cell(shown) == text else text
