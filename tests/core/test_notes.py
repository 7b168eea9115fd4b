"""Notes are sentences whose code and parameters are known again."""

import string

import pytest

from core.notes import SENTENCES, Note, note, read_note


def names_in(sentence: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(sentence) if name]


@pytest.mark.parametrize("code", SENTENCES)
def test_a_note_is_read_back_as_what_it_was_made_of(code: str) -> None:
    told = {name: f"{name} 7, 'Quai 1'" for name in names_in(SENTENCES[code])}
    assert read_note(note(code, **told)) == Note(code, told)


def test_numbers_are_written_with_thousands_apart() -> None:
    assert note("weight-unknown", count=12_345).startswith("Of 12,345 orders")


@pytest.mark.parametrize("text", ["", "Synthetic orders.", "No capacity in", "xOf 3 orders nobody knows"])
def test_what_no_code_has_is_no_note(text: str) -> None:
    assert read_note(text) is None
