"""The plan as one HTML file that draws itself anywhere: nothing is fetched, nothing is left out."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from core.errors import NotFound
from data.formats.plan_json.document import PlanDocument
from data.formats.plan_json.write import document_for_display
from web import built_files

_ENDS_ELEMENT = re.compile(r"<(?=/(?:script|style)|!--|script)", re.IGNORECASE)


def plan_html(document: PlanDocument, *, streets: str = "", page: Path | None = None) -> str:
    """Return the plan with the page that shows it, as one file that works from a disk and without a network.

    streets
        the streets behind the routes, as `streets_json` writes them; without them the ground stays blank.
    page
        the folder of the built page; the one that is shipped if not given.
    """
    folder = page or built_files()
    script, style = _built(folder / "viewer.js"), _built(folder / "viewer.css")
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "plan_templates"),
        autoescape=True,
        undefined=StrictUndefined,
    )
    return environment.get_template("map.html").render(
        day=document.day.isoformat(),
        plan=_inside_script(document_for_display(document)),
        streets=_inside_script(streets),
        script=Markup(script),  # noqa: S704 - our own build, whose digest the page's policy names
        style=Markup(style),  # noqa: S704 - as above
        script_hash=_digest(script),
        style_hash=_digest(style),
    )


def _built(path: Path) -> str:
    if not path.is_file():
        raise NotFound(f"The page is not built: {path} is missing; `make ui` builds it.")
    text = path.read_text(encoding="utf-8")
    # Inside HTML these would end the element they stand in, even within a string of the script.
    return _ENDS_ELEMENT.sub(r"\\x3c" if path.suffix == ".js" else r"\\3c ", text)


def _inside_script(text: str) -> Markup:
    """Return JSON that means the same but holds no character that HTML could take for its own."""
    escaped = text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return Markup(escaped)  # noqa: S704 - no markup is left in it


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()
