"""The option that names the tables of delivery modes."""

from pathlib import Path
from typing import Annotated

import typer

Modes = Annotated[
    Path | None,
    typer.Option(
        envvar="ROUNDSMAN_MODES",
        help="Tables of delivery modes, as the server has them: SKUs, weights, shops, compartments count.",
    ),
]
