"""A plan as bytes, to be sent to another process or kept where there are no files."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from core.matrix import TravelMatrix
from data.formats.plan_json.document import PlanDocument
from data.formats.plan_json.read import read_plan
from data.formats.plan_json.write import document_beside, large_matrices
from routing.travel.matrix_npz import write_npz

PLAN_FILE: Final = "plan.json"


@dataclass(frozen=True, kw_only=True)
class PackedPlan:
    """The files of a plan.

    text
        plan.json, in UTF-8.
    matrices
        by name, the .npz files that it names.
    """

    text: bytes = field(repr=False)
    matrices: Mapping[str, bytes] = field(repr=False)


class Packer:
    """Packs one plan after another of the same problem; its matrices are written only once."""

    def __init__(self) -> None:
        self._written: dict[str, tuple[TravelMatrix, bytes, str]] = {}

    def pack(self, document: PlanDocument) -> PackedPlan:
        """Return the files of `document`."""
        large = large_matrices(document.problem, Path(PLAN_FILE).stem)
        written = {name: self._file(name, matrix) for name, matrix in large.values()}
        names = {profile: name for profile, (name, _) in large.items()}
        digests = {name: digest for name, (_, digest) in written.items()}
        return PackedPlan(
            text=document_beside(document, names, digests).encode(),
            matrices={name: content for name, (content, _) in written.items()},
        )

    def _file(self, name: str, matrix: TravelMatrix) -> tuple[bytes, str]:
        known = self._written.get(name)
        if known is None or known[0] is not matrix:
            stream = io.BytesIO()
            write_npz(stream, matrix)
            content = stream.getvalue()
            known = self._written[name] = (matrix, content, sha256(content).hexdigest())
        return known[1:]


def unpack(packed: PackedPlan) -> PlanDocument:
    """Return the plan that the files hold."""
    with TemporaryDirectory(prefix="roundsman-") as folder:
        for name, content in packed.matrices.items():
            (Path(folder) / name).write_bytes(content)
        file = Path(folder) / PLAN_FILE
        file.write_bytes(packed.text)
        return read_plan(file)
