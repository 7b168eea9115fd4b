"""Designs of supply networks as operations: one, several side by side, and what goes on after a crash."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any, Final

from api.services.compare_networks import Compared, compare_networks, comparison_document, write_comparison
from api.services.design_network import Designed, study_of, write_design
from api.services.operations.bench import Bench
from api.services.stock_places import with_stock_placed
from core.errors import InvalidInput
from data.formats.design.figures import design_document
from data.formats.design.read_design import design_from
from data.formats.plan_json.pretty import pretty_json
from network.design.design import Design
from network.design.scenario import Change, applied
from network.design.search.locate import design_study
from network.design.study import Study
from network.referee.design import design_violations
from network.search import Progress, Search
from network.solve import judged

DESIGN: Final = "network.json"
COMPARISON: Final = "comparison.json"


def read_study_on(bench: Bench) -> Study:
    """Read the study that the work is about."""
    return study_of(bench.tables, map_file=bench.map_file, cache=bench.cache, announce=bench.announce)


def changes_of(asked: list[dict[str, Any]]) -> list[Change]:
    """Return changes to a study as they are asked for."""
    return [
        Change(scenario="as asked", kind=each["change"], target=each["target"], value=each["value"])
        for each in asked
    ]


def design(asked: dict[str, Any], bench: Bench) -> None:
    """Design a supply network, going on from the best design of an earlier attempt."""
    study = applied(read_study_on(bench), changes_of(asked.get("changes", [])))
    keeping = _Keeping(bench, study)
    search: Search[Any] = Search(
        seconds=bench.left(asked["seconds"]), seed=asked["seed"], threads=bench.threads,
        listener=keeping.listen,
    )  # fmt: skip
    searched = judged(study, design_study(study, search, start=keeping.known(), better=keeping.better))
    found = with_stock_placed(study, searched)
    bench.found(found.objective, found.bound)
    bench.writing()
    pictures = [bench.out / "network.svg", bench.out / "network.png"] if asked["pictures"] else []
    write_design(Designed(study=study, design=found), [bench.out, *pictures])


class _Keeping:
    """Keeps better designs as they are found, where it is time to."""

    def __init__(self, bench: Bench, study: Study) -> None:
        self._bench, self._study = bench, study
        self._waiting: Callable[[], Design] | None = None

    def known(self) -> Design | None:
        """Return the best design of an earlier attempt."""
        path = self._bench.kept / DESIGN
        if not path.exists():
            return None
        try:
            return design_from(path.name, json.loads(path.read_text(encoding="utf-8")), self._study)
        except InvalidInput:
            return None

    def better(self, make: Callable[[], Design]) -> None:
        """Remember a better design; the search itself is not held up."""
        self._waiting = make

    def listen(self, progress: Progress) -> bool:
        """Keep the best design where there is a new one and time to; return whether to go on."""
        keep_on = self._bench.listen(progress)
        if self._waiting is not None and self._bench.keeping:
            make, self._waiting = self._waiting, None
            found = make()
            # Columns of a search are whole up to a tolerance; the finished design is polished before.
            if not design_violations(self._study, found):
                self._bench.keep(DESIGN, pretty_json(design_document(self._study, found)))
        return keep_on and not self._bench.stopped


def compare(asked: dict[str, Any], bench: Bench) -> None:
    """Set designs side by side; those of an earlier attempt are not sought again."""
    compared = compare_networks(
        bench.tables, seconds=asked["seconds"], sites=asked["sites"], scenarios=asked["scenarios"],
        seed=asked["seed"], threads=bench.threads, map_file=bench.map_file, cache=bench.cache,
        so_far=_DesignsOn(bench), progress=bench.listen, announce=bench.announce,
    )  # fmt: skip
    bench.writing()
    write_comparison(compared, [bench.out])


class _DesignsOn:
    """Keeps each design of a comparison in a file of its own, and the table of all so far."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._last = ""

    def known(self, name: str, study: Study) -> Design | str | None:
        """Return a design of an earlier attempt, or why there can be none."""
        path = self._bench.kept / self._file(name)
        if not path.exists():
            return None
        told = json.loads(path.read_text(encoding="utf-8"))
        return str(told["refused"]) if told["design"] is None else design_from(name, told["design"], study)

    def keep(self, compared: Compared, name: str) -> None:
        """Keep what was made last, and the comparison so far as the best answer there is."""
        if (self._bench.kept / self._file(name)).exists():
            return
        found = compared.designs.get(name)
        told = {
            "refused": compared.refused.get(name, ""),
            "design": None if found is None else design_document(compared.studies[name], found),
        }
        self._bench.keep(self._file(name), json.dumps(told))
        self._bench.keep(COMPARISON, pretty_json(comparison_document(compared)))

    @staticmethod
    def _file(name: str) -> str:
        return f"designs/{sha256(name.encode()).hexdigest()[:24]}.json"
