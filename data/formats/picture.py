"""How every plot looks, and a plot as a file."""

import io
import warnings
from typing import Any, Final, Literal

from matplotlib.figure import Figure

PictureFormat = Literal["svg", "png"]

STYLE: Final[Any] = {
    "svg.hashsalt": "roundsman",  # the same picture is the same file
    "svg.fonttype": "none",  # a reader has more letters than we do
    "text.parse_math": False,  # a dollar in an id is a dollar
    "font.family": ["DejaVu Sans", "sans-serif"],
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def picture_bytes(figure: Figure, kind: PictureFormat) -> bytes:
    """Return a plot as SVG or PNG; the same plot is the same file."""
    written = io.BytesIO()
    metadata = {"Date": None} if kind == "svg" else {"Software": None}
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")  # drawn as an empty box
        figure.savefig(written, format=kind, dpi=150, metadata=metadata)
    return written.getvalue()
