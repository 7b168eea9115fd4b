"""The plan as one file: what stands in it, and that it needs nothing else."""

import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import polyline
import pytest

from core.errors import NotFound
from data.formats.plan_html import plan_html
from data.formats.plan_json.write import document_for_display
from data.formats.streets_json import streets_json
from tests.data.outputs.builders import FOREIGN, HOSTILE, small_document

STREET = [(7.41, 43.73), (7.415, 43.7300001), (7.42, 43.73), (7.43, 43.74)]


def scripts(page: str) -> list[tuple[str, str]]:
    """Return the attributes and the text of every script, as HTML ends them: at the first end tag."""
    return re.findall(r"<script([^>]*)>(.*?)</script", page, re.DOTALL | re.IGNORECASE)


@pytest.mark.parametrize("names", [HOSTILE, FOREIGN])
def test_the_plan_inside_is_the_plan(names: tuple[str, ...]) -> None:
    document = small_document(names=names, note="<!-- <script> &amp; note")
    (_, inside), *others = scripts(plan_html(document))
    assert json.loads(inside) == json.loads(document_for_display(document))
    assert len(others) == 1


def test_only_our_own_script_and_style_may_run_and_nothing_may_be_fetched() -> None:
    page = plan_html(small_document())
    policy = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)[0].replace("&#39;", "'")
    style = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)[0]
    allowed = dict(part.split(" ", 1) for part in policy.split("; "))
    assert allowed["default-src"] == "'none'"
    assert allowed["script-src"] == f"'sha256-{digest(scripts(page)[-1][1])}'"
    assert allowed["style-src"] == f"'sha256-{digest(style)}'"
    assert "connect-src" not in allowed


def digest(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


def test_no_element_names_an_address() -> None:
    page = plan_html(small_document())
    outside_scripts = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", page, flags=re.DOTALL)
    assert re.findall(r'(?:src|href)="([^"]*)"', outside_scripts) == ["data:,"]


def test_streets_go_along_where_they_are_given() -> None:
    streets = streets_json({"residential": [STREET]}, attribution="© <us>")
    page = plan_html(small_document(), streets=streets)
    assert [attributes.split("id=")[-1] for attributes, _ in scripts(page)[:2]] == ['"plan"', '"streets"']
    assert json.loads(scripts(page)[1][1])["attribution"] == "© <us>"


def test_what_would_end_the_script_is_written_otherwise(tmp_path: Path) -> None:
    (tmp_path / "viewer.js").write_text('const a = "</script><!-- <script>";')
    (tmp_path / "viewer.css").write_text('p::after { content: "</style>"; }')
    page = plan_html(small_document(), page=tmp_path)
    assert scripts(page)[-1][1] == r'const a = "\x3c/script>\x3c!-- \x3cscript>";'
    assert r'content: "\3c /style>"' in page


def test_a_page_that_is_not_built_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"viewer\.js"):
        plan_html(small_document(), page=tmp_path)


def test_streets_are_simplified_and_encoded() -> None:
    written = json.loads(streets_json({"residential": [STREET, STREET[:1]]}))
    (street_class,) = written["classes"]
    (line,) = street_class["lines"]
    assert polyline.decode(line, 5, geojson=True) == [STREET[0], STREET[2], STREET[3]]


def test_a_plan_without_points_is_still_a_page() -> None:
    document = replace(small_document(points=False), geometry={})
    assert json.loads(scripts(plan_html(document))[0][1])["problem"]["places"] == []
