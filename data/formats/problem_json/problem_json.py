"""A whole problem as JSON, travel included: for matrices of one's own and for other programs."""

from pathlib import Path

from core.errors import Fault, NotFound
from core.travel import Travel
from data.files import replacing, safe_file_name, write_text
from data.formats.day_entries.assemble import refuse_faults
from data.formats.problem_json.matrix_json import MatrixModel, inline_travel, large_matrix, travel_of
from data.formats.problem_json.problem_model import (
    ProblemModel,
    problem_model,
    problem_of_model,
)
from data.formats.problem_json.reading import pointer, read_model
from routing.problem import Problem
from routing.travel.matrix_npz import write_npz


def problem_from_json(
    content: bytes | str, *, folder: Path | None = None, what: str = "problem.json"
) -> Problem:
    """Return the problem that `content` describes; raise `InvalidInput` with every fault, by JSON pointer.

    folder
        where the matrix files lie that it names; without it, only matrices within the JSON are taken.
    """
    model = read_model(content, ProblemModel, what=what)
    faults: list[Fault] = []
    travel: dict[str, Travel] = {}
    for profile, each in model.travel.items():
        found = travel_of(each, pointer(("travel", profile)), folder, faults)
        if found is not None:
            travel[profile] = found
    refuse_faults(what, faults)
    return problem_of_model(model, travel)


def problem_to_json(problem: Problem) -> str:
    """Return `problem` as JSON with its matrices in full; `problem_from_json` reads an equal one."""
    return _text(problem_model(problem, {name: inline_travel(each) for name, each in problem.travel.items()}))


def read_problem(path: Path) -> Problem:
    """Read a problem; its matrix files are looked for beside it."""
    if not path.is_file():
        raise NotFound(f"There is no file {path}.")
    return problem_from_json(path.read_bytes(), folder=path.parent, what=path.name)


def write_problem(path: Path, problem: Problem) -> tuple[Path, ...]:
    """Write `problem` as JSON, with larger matrices as .npz files beside it; return all files written.

    Each file is whole or not there, and the JSON comes last: it never names a matrix that is missing.
    """
    travel: dict[str, MatrixModel] = {}
    written: list[Path] = []
    for profile, each in problem.travel.items():
        matrix = large_matrix(each)
        if matrix is None:
            travel[profile] = inline_travel(each)
            continue
        taken = frozenset(file.stem for file in written)
        beside = path.with_name(safe_file_name(f"{path.stem}.{profile}", taken) + ".npz")
        with replacing(beside) as temporary, temporary.open("wb") as stream:
            write_npz(stream, matrix)
        written.append(beside)
        travel[profile] = MatrixModel(file=beside.name)
    write_text(path, _text(problem_model(problem, travel)))
    return (*written, path)


def _text(model: ProblemModel) -> str:
    return model.model_dump_json(by_alias=True, exclude_defaults=True) + "\n"
