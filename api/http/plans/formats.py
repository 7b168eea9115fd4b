"""What a finished plan is served as, besides its own file."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from fastapi.responses import Response

from api.services.plan_files import WITH_MARK
from data.formats.plan_csv import unserved_csv, visits_csv
from data.formats.plan_geojson import plan_geojson
from data.formats.plan_gpx import plan_gpx
from data.formats.plan_json.document import PlanDocument
from data.formats.plan_json.write import document_for_display
from data.formats.plan_manifest import plan_manifest

SANDBOX: Final = (
    "sandbox allow-scripts allow-popups allow-downloads allow-modals; default-src 'none'; "
    "script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""For pages that hold a plan's own texts: they may draw, but reach neither this server nor any other."""


@dataclass(frozen=True, kw_only=True)
class PlanFormat:
    """A format of plans: the name it is served under, and how it is written.

    save
        whether a browser shall save it instead of showing it.
    negotiable
        whether it is what a caller gets who accepts its media type.
    printed
        whether it becomes paper: persons are masked on it unless everything is asked for.
    """

    name: str
    operation: str
    summary: str
    media_type: str
    write: Callable[[PlanDocument], str | bytes]
    save: bool = False
    negotiable: bool = True
    printed: bool = False

    def answer(self, document: PlanDocument) -> Response:
        """Return `document` in this format."""
        headers = {"Vary": "Accept"}
        if self.media_type == "text/html":
            headers["Content-Security-Policy"] = SANDBOX
        if self.save:
            headers["Content-Disposition"] = f'attachment; filename="{document.day.isoformat()}-{self.name}"'
        return Response(self.write(document), media_type=self.media_type, headers=headers)


def _gpx_zip(document: PlanDocument) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in plan_gpx(document).items():
            archive.writestr(name, text)
    return packed.getvalue()


VIEW: Final = PlanFormat(
    name="view.json",
    operation="view_plan",
    summary="The plan as JSON without travel matrices, to be drawn",
    media_type="application/vnd.roundsman.plan+json",
    write=document_for_display,
)

FORMATS: Final = (
    VIEW,
    PlanFormat(
        name="plan.csv",
        operation="plan_visits",
        summary="Every visit as a row of a table",
        media_type="text/csv",
        write=lambda document: visits_csv(document).encode(WITH_MARK),
        save=True,
    ),
    PlanFormat(
        name="unserved.csv",
        operation="plan_unserved",
        summary="Every stop left out as a row of a table, with its reason",
        media_type="text/csv",
        write=lambda document: unserved_csv(document).encode(WITH_MARK),
        save=True,
        negotiable=False,
    ),
    PlanFormat(
        name="plan.geojson",
        operation="plan_geojson",
        summary="Routes, stops and depots as GeoJSON",
        media_type="application/geo+json",
        write=plan_geojson,
        save=True,
    ),
    PlanFormat(
        name="manifest.html",
        operation="plan_manifest",
        summary="The printable list of every vehicle's stops",
        media_type="text/html",
        write=plan_manifest,
        negotiable=False,
        printed=True,
    ),
    PlanFormat(
        name="gpx.zip",
        operation="plan_gpx",
        summary="One GPX file for each vehicle",
        media_type="application/zip",
        write=_gpx_zip,
        save=True,
    ),
)
"""What a plan is served as, besides its own file plan.json."""

BY_TYPE: Final = {each.media_type: each for each in FORMATS if each.negotiable}
"""Formats that a caller may ask for by media type."""
