"""What a person asks of a published file, and what the file makes of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import Fault, fault, refuse


@dataclass(frozen=True, kw_only=True)
class Question:
    """What was asked besides the file; None where the file or its set says it.

    model
        one of those that the set serves; the set's first where left out.
    p, radius, capacity
        how many sites, how far a site reaches, what every site can serve: in the set's own units.
    """

    model: str | None = None
    p: int | None = None
    radius: float | None = None
    capacity: float | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A published file with a question.

    problem
        what `network.solve` takes.
    names
        of the sites, where the file has any.
    """

    instance: str
    model: str
    problem: object
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NetworkSet:
    """A published set.

    name
        as its folder is called.
    models
        the questions that its files serve, the first one by default, and which options each needs or takes.
    read
        reads a file, or a folder of files, with a question whose model is one of them.
    """

    name: str
    models: dict[str, Sequence[str]]
    read: Callable[[Path, Question], Asked]

    def ask(self, path: Path, question: Question) -> Asked:
        """Read a file with a question; refuse what the set does not serve or the model does not take."""
        model = question.model or next(iter(self.models))
        known = ", ".join(self.models)
        if model not in self.models:
            refuse("This set does not serve that question.", [fault("command", "--model", model, known)])
        refuse(f"This is no question of {model}.", self._faults(model, question))
        return self.read(
            path, Question(model=model, p=question.p, radius=question.radius, capacity=question.capacity)
        )

    def _faults(self, model: str, question: Question) -> list[Fault]:
        takes = {option.rstrip("?") for option in self.models[model]}
        needs = {option for option in self.models[model] if not option.endswith("?")}
        found = []
        for option in ("p", "radius", "capacity"):
            value = getattr(question, option)
            if value is None and option in needs:
                found.append(fault("command", f"--{option}", "nothing", f"a number, as {model} asks for it"))
            elif value is not None and option not in takes:
                found.append(fault("command", f"--{option}", value, f"nothing: {model} has no use for it"))
            elif value is not None and not 0 <= value < 10**12:
                found.append(fault("command", f"--{option}", value, "a number, 0 or more"))
        return found
