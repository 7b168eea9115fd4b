"""How commands about networks show a report and write it into a folder."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.talk import out, print_json, talk
from data.formats.design.report_files import Report, write_report

OutputFolder = Annotated[
    Path | None,
    typer.Option(help="Folder for page, workbook, tables (CSV), JSON, GeoJSON and pictures (PNG, SVG)."),
]


def show_report(report: Report, folder: Path | None, stem: str, *, as_json: bool) -> None:
    """Print a report's figures, or all of it as JSON, and write its files."""
    files = () if folder is None else write_report(report, folder, stem)
    if as_json:
        print_json({**report.document, "files": [str(each) for each in files]})
        return
    for note in report.notes:
        talk().print(note, style="yellow", markup=False)
    for name, text in report.figures:
        out().print(f"{name}: {text}", markup=False)
    if folder is not None:
        talk().print(f"{len(files)} files written to {folder}/, {stem}.html first", markup=False)
