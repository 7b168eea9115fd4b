"""One travel source for each vehicle profile: vans on one server, bicycles on another."""

from collections.abc import Mapping, Sequence

from core.errors import InvalidInput, fault
from core.place import Place
from routing.travel.source import Leg, Travel, TravelSource


class ByProfile:
    """Asks the source that is named for the profile."""

    def __init__(self, sources: Mapping[str, TravelSource]) -> None:
        self.sources = sources
        self.name = "; ".join(dict.fromkeys(source.name for source in sources.values()))

    def travel(self, places: Sequence[Place], profile: str) -> Travel:
        """Return durations and distances of all pairs, by the profile's own source."""
        return self._source(profile).travel(places, profile)

    def legs(self, places: Sequence[Place], profile: str, depart_s: int = 0) -> list[Leg]:
        """Return the way from each place to the next, by the profile's own source."""
        return self._source(profile).legs(places, profile, depart_s)

    def _source(self, profile: str) -> TravelSource:
        if profile not in self.sources:
            expected = f"one of {', '.join(self.sources) or 'none'}, or a travel source named for it"
            raise InvalidInput(
                f"No travel source is named for the profile {profile!r}.",
                faults=[fault("vehicle", "profile", profile, expected)],
            )
        return self.sources[profile]
