"""What callers who may not see persons are shown of a plan that was made on streets."""

from dataclasses import replace
from pathlib import Path

from api.services.sight import Sight
from core.units import Metres
from routing.travel.source import Snap
from tests.api.cli.builders import document_of, write_day

NAMES = ("Zephyrine Quokkastein", "99 Rue du Canari-Jaune, Apt 4B")


def test_where_places_meet_the_streets_tells_no_name_and_no_address(tmp_path: Path) -> None:
    write_day(tmp_path)
    document = document_of(tmp_path, red=("ann", "bob"), blue=("cat",))
    problem = document.problem
    first, second = (stop.location for stop in problem.stops[:2])
    places = list(problem.places)
    places[first], places[second] = (
        replace(places[row], name=name) for row, name in zip((first, second), NAMES, strict=True)
    )
    stops = (replace(problem.stops[0], name=NAMES[0]), *problem.stops[1:])
    snaps = tuple(Snap(place=each, street="Grand Rue", distance=Metres(3)) for each in places)
    document = replace(document, problem=replace(problem, places=tuple(places), stops=stops), snaps=snaps)
    seen = Sight(whole=False).plan(document)
    assert [each.place for each in seen.snaps] == list(seen.problem.places)
    told = " ".join(each.place.name for each in seen.snaps)
    assert not [word for word in ("Zephyrine", "99 Rue", "4B") if word in told]
    assert Sight(whole=True).plan(document) == document
