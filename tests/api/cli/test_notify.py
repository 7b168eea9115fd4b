"""`roundsman notify preview` and `list` as a person calls them."""

from pathlib import Path

import pytest

from tests.api.cli.builders import Run


@pytest.mark.parametrize(("language", "expected"), [("en", "between "), ("zh", "预计送达时间")])
def test_a_text_is_shown_before_anybody_gets_it(run: Run, language: str, expected: str) -> None:
    told = run("notify", "preview", "order.out_for_delivery", "--language", language)
    assert told.code == 0
    assert told.out.startswith("Subject: ")
    assert expected in told.out
    document = run("notify", "preview", "order.out_for_delivery", "--language", language, "--json").document
    assert document["body"] in told.out


def test_events_and_languages_without_words_are_refused(run: Run) -> None:
    assert run("notify", "preview", "order.picked").code == 2
    assert run("notify", "preview", "order.delivered", "--language", "fr").code == 2


def test_what_was_told_is_listed(run: Run, tmp_path: Path) -> None:
    kept = ("--database", tmp_path / "kept.db")
    assert run("notify", "list", *kept, "--json").document == {"notices": []}
    assert "0 notices" in run("notify", "list", *kept).out
