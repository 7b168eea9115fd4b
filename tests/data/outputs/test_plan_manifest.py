"""The printable list of stops."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from core.notes import SENTENCES, note
from data.formats.note_words import CHINESE, note_in
from data.formats.plan_json.document import PlanDocument
from data.formats.plan_manifest import WORDS, Language, plan_manifest
from routing.problem import Pair
from tests.data.outputs.builders import FOREIGN, HOSTILE, small_document


class Seen(HTMLParser):
    """What a browser would make of a page: its elements and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[str] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, text: str) -> None:
        self.texts.append(text)


def cells(document: PlanDocument, kind: str) -> list[str]:
    """Return the text of all table cells of a class."""
    found = re.findall(rf'<td class="{kind}">(.*?)</td>', plan_manifest(document), re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in found]


def test_each_vehicle_has_a_page_group_and_each_stop_a_numbered_row() -> None:
    document = small_document()
    assert Seen(plan_manifest(document)).elements.count("section") == 2
    assert cells(document, "number") == ["1", "2", "1"]


def test_a_row_holds_arrival_window_and_loads() -> None:
    document = small_document()
    assert cells(document, "time") == ["08:00", "08:02", "09:06", "09:13", "08:00", "08:05", "08:13"]
    assert cells(document, "window")[0] == "09:00-10:00"
    assert cells(document, "loads")[1] == "12 kg, 2 parcels 1 kg, 3 parcels"


def test_totals_add_up_the_stops_of_a_vehicle() -> None:
    assert cells(small_document(), "loads")[2] == "24 kg, 4 parcels 1 kg, 3 parcels"


def test_a_stop_of_a_pair_shows_what_the_pair_carries() -> None:
    document = small_document(pairs=(Pair(pickup="a", delivery="b", load=(500, 0)),))
    assert cells(document, "loads")[:2] == ["12 kg, 2 parcels 0.5 kg", "12.5 kg, 2 parcels 1 kg, 3 parcels"]


@pytest.mark.parametrize("names", [HOSTILE, FOREIGN])
def test_no_name_becomes_markup(names: tuple[str, ...]) -> None:
    harmless, seen = Seen(plan_manifest(small_document())), Seen(plan_manifest(small_document(names=names)))
    assert seen.elements == harmless.elements
    assert seen.attributes == harmless.attributes
    assert {f"Customer {name}" for name in names[:3]} <= set(seen.texts)


def test_the_page_may_load_and_run_nothing() -> None:
    page = plan_manifest(small_document())
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert not {"script", "link", "img", "iframe"} & set(Seen(page).elements)


def test_notes_and_attribution_are_printed() -> None:
    texts = Seen(plan_manifest(small_document(note="only estimated"))).texts
    assert "only estimated" in texts
    assert sum("OpenStreetMap" in text for text in texts) == 2


def test_a_day_without_routes_says_so() -> None:
    document = small_document()
    empty = replace(document, plan=replace(document.plan, routes=()))
    assert WORDS["en"]["nothing"] in plan_manifest(empty)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_word_is_in_the_language_asked_for(language: Language) -> None:
    page = plan_manifest(small_document(), language=language)
    rare = {"nothing", "reload", "break"}
    assert f'<html lang="{language}">' in page
    assert all(word in page for key, word in WORDS[language].items() if key not in rare)


def test_both_languages_have_the_same_words() -> None:
    assert WORDS["en"].keys() == WORDS["zh"].keys()


def test_the_chinese_manifest_has_its_notes_in_chinese() -> None:
    known = note("overdue", count=2, day="2026-03-02")
    texts = Seen(plan_manifest(small_document(note=known), language="zh")).texts
    assert known not in texts
    assert note_in("zh", known) in texts
    other = "said by a table"
    assert other in Seen(plan_manifest(small_document(note=other), language="zh")).texts


@pytest.mark.parametrize("code", SENTENCES)
def test_every_note_has_chinese_words_with_the_same_parameters(code: str) -> None:
    given = {name: f"<{name}>" for name in re.findall(r"{(\w+)}", SENTENCES[code])}
    told = note_in("zh", note(code, **given))
    assert told == CHINESE[code].format(**given)
    assert all(each in told for each in given.values())
