"""Every code that a user can meet is explained on one page, once."""

from pathlib import Path
from typing import get_args

import pytest

from api.reference_pages.errors import error_kinds
from routing.plan import ReasonCode, Relaxable
from routing.referee.violation import Rule
from tests.docs.pages import DOCS, headings, paragraph

REASONS, VIOLATIONS = DOCS / "reference" / "reasons.md", DOCS / "reference" / "violations.md"
ERRORS = DOCS / "reference" / "errors.md"

CODES = [
    (REASONS, get_args(ReasonCode)),
    (VIOLATIONS, get_args(Rule)),
    (ERRORS, tuple(kind.code for kind in error_kinds())),
]


@pytest.mark.parametrize(("page", "codes"), CODES, ids=lambda value: getattr(value, "stem", ""))
def test_each_code_has_exactly_one_heading_and_no_heading_is_left_over(
    page: Path, codes: tuple[str, ...]
) -> None:
    assert sorted(headings(page)) == sorted(codes)


@pytest.mark.parametrize(("page", "codes"), CODES, ids=lambda value: getattr(value, "stem", ""))
def test_each_code_has_a_paragraph_of_its_own(page: Path, codes: tuple[str, ...]) -> None:
    texts = {code: paragraph(page, code) for code in codes}
    assert [code for code, text in texts.items() if len(text) < 20] == []
    assert len(set(texts.values())) == len(codes)


def test_each_change_that_can_help_is_listed_with_its_unit() -> None:
    table = [line for line in REASONS.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    listed = [name.strip("` ") for line in table for name in line.split("|")[1].split(",")]
    assert sorted(listed) == sorted(get_args(Relaxable))
    assert all(line.split("|")[3].strip() for line in table)
