"""A whole problem as JSON, travel included: for instances of one's own and for programs."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from core.errors import Fault, InvalidInput, NotFound, fault, refuse
from core.matrix import TravelMatrix
from core.place import Place
from data.files import safe_file_name, write_bytes, write_text
from data.formats.day_entries.assemble import refuse_faults
from data.formats.day_entries.entries import Origin
from data.formats.day_entries.points import point_faults
from data.formats.problem_json.matrix_json import MatrixModel, inline_matrix, matrix_of
from data.formats.problem_json.models import (
    DepotBase,
    Model,
    PointModel,
    StopBase,
    Text,
    VehicleBase,
    Whole,
    Word,
    Words,
    depot_base,
    stop_base,
    stop_fields,
    vehicle_base,
    vehicle_fields,
)
