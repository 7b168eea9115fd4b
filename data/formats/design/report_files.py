"""A report in every format at once: page, workbook, tables, document, pictures, a map where there is one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.files import replacing, write_bytes, write_text
from data.formats.design.report_html import Sheet, page_html
from data.formats.fields.written import table_csv, write_tables_xlsx
from data.formats.picture import PictureFormat
from data.formats.plan_json.pretty import pretty_json


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture by its name, what stands below it, and how it is drawn."""

    name: str
    caption: str
    draw: Callable[[PictureFormat], bytes]


@dataclass(frozen=True, kw_only=True)
class Report:
    """What is told about a network.

    figures
        names and texts at the head of the page.
    document
        everything as plain values.
    """

    title: str
    figures: Sequence[tuple[str, str]]
    pictures: Sequence[Picture]
    sheets: Sequence[Sheet]
    notes: Sequence[str]
    document: dict[str, Any]
    geojson: str | None = None

    def page(self) -> str:
        """Return the self-contained HTML page."""
        pictures = [(each.caption, each.draw("svg")) for each in self.pictures]
        return page_html(self.title, self.figures, pictures, self.sheets, self.notes)


def write_report(report: Report, folder: Path, stem: str) -> tuple[Path, ...]:
    """Write a report into a folder; the names of its files begin with `stem`."""
    texts = {f"{stem}.json": pretty_json(report.document), f"{stem}.html": report.page()}
    if report.geojson is not None:
        texts[f"{stem}.geojson"] = report.geojson
    for sheet in report.sheets:
        texts[f"{stem}-{_file_name(sheet.title)}.csv"] = table_csv(sheet.header, sheet.rows)
    for name, text in texts.items():
        write_text(folder / name, text)
    workbook = folder / f"{stem}.xlsx"
    with replacing(workbook) as temporary:
        tables = [(each.title, each.header, each.rows) for each in report.sheets]
        write_tables_xlsx(temporary, tables, report.notes)
    drawn: list[Path] = []
    formats: tuple[PictureFormat, ...] = ("png", "svg")
    for picture in report.pictures:
        for kind in formats:
            drawn.append(folder / f"{stem}-{picture.name}.{kind}")
            write_bytes(drawn[-1], picture.draw(kind))
    return (*(folder / name for name in texts), workbook, *drawn)


def _file_name(title: str) -> str:
    return title.lower().replace(" ", "-")
