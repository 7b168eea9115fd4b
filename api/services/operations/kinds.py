"""Every kind of operation by its name: who does it, and which file is its answer."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from api.services.operations.bench import Bench


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of operation.

    module, name
        of the function that does it, called with what is asked and a bench; loaded where it is done.
    answer
        the file that holds the answer, and the best so far where there is one.
    """

    module: str
    name: str
    answer: str

    def work(self, asked: dict[str, Any], bench: Bench) -> None:
        """Do the work of this kind."""
        does: Callable[[dict[str, Any], Bench], None] = getattr(
            import_module(f"api.services.operations.{self.module}"), self.name
        )
        does(asked, bench)


KINDS: Final = {
    "design": Kind(module="design", name="design", answer="network.json"),
    "compare": Kind(module="design", name="compare", answer="comparison.json"),
    "pareto": Kind(module="weigh", name="pareto", answer="pareto.json"),
    "tornado": Kind(module="weigh", name="tornado", answer="tornado.json"),
    "view": Kind(module="weigh", name="view", answer="view.json"),
    "simulate": Kind(module="simulate", name="simulate", answer="simulation.json"),
    "sweep": Kind(module="sweep", name="sweep", answer="sweep.json"),
    "select-equipment": Kind(module="equip", name="equip", answer="equipment.json"),
    "import-orders": Kind(module="imports", name="import_orders", answer="import.json"),
    "import-stock": Kind(module="imports", name="import_stock", answer="import.json"),
    "locate": Kind(module="locate", name="locate", answer="answer.json"),
}
"""All kinds, by name."""
