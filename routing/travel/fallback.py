"""An estimate instead of a travel source that failed: only where asked for, and never silently."""

from collections.abc import Sequence
from dataclasses import replace

from core.errors import TravelSourceFailed
from core.place import Place
from routing.travel.source import Leg, Travel, TravelSource


def with_fallback(source: TravelSource, estimate: TravelSource) -> "Fallback":
    """Return a source that answers by `estimate` whenever `source` fails, and says so.

    Only `TravelSourceFailed` is replaced: a place that no map covers, or a profile that nobody serves, is a
    mistake to be corrected, not to be guessed around. Estimates replace a whole answer, never single pairs.
    """
    return Fallback(source, estimate)


class Fallback:
    """Asks a source, and once it has failed for a profile, draws that profile's ways by the estimate too."""

    def __init__(self, source: TravelSource, estimate: TravelSource) -> None:
        self.source, self.estimate = source, estimate
        self.name = f"{source.name}, or {estimate.name}"
        self._failed: dict[str, str] = {}

    def travel(self, places: Sequence[Place], profile: str) -> Travel:
        """Return the source's answer, or the whole estimate with a note that says why."""
        try:
            answer = self.source.travel(places, profile)
        except TravelSourceFailed as failure:
            self._failed[profile] = _flag(failure, self.estimate)
            guess = self.estimate.travel(places, profile)
            return replace(
                guess,
                source=f"{guess.source} instead of {self.source.name}",
                notes=(self._failed[profile], *guess.notes),
            )
        self._failed.pop(profile, None)
        return answer

    def legs(self, places: Sequence[Place], profile: str, depart_s: int = 0) -> list[Leg]:
        """Return the source's ways, or the estimate's, each with a note; as `travel` was last answered."""
        if profile not in self._failed:
            try:
                return self.source.legs(places, profile, depart_s)
            except TravelSourceFailed as failure:
                flag = _flag(failure, self.estimate)
        else:
            flag = self._failed[profile]
        return [replace(leg, note=flag) for leg in self.estimate.legs(places, profile, depart_s)]


def _flag(failure: TravelSourceFailed, estimate: TravelSource) -> str:
    return f"{failure.message} Instead: {estimate.name}."
