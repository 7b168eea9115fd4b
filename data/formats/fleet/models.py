"""The shapes of vehicles and sites that are kept, in the words of a day as JSON."""

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from core.errors import InvalidInput
from core.place import Place
from core.units import Seconds
from core.window import TimeWindow
from data.formats.day_entries.entries import DepotEntry, Origin
from data.formats.problem_json.day_model import DayDepotModel, DayVehicleModel
from data.formats.problem_json.models import Text, Whole
from orders.calls import Spot
from orders.modes.hours import Hours
from orders.modes.moments import wall_seconds, zone_named

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
SiteKind = Literal["depot", "shop", "lockers"]

WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)


def _calendar_day(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("day", "a day of the calendar, such as 2026-11-27") from None
    return text


def _known_zone(name: str) -> str:
    try:
        if name:
            zone_named(name)
    except InvalidInput:
        raise PydanticCustomError("zone", "a zone of the IANA database such as Europe/Monaco") from None
    return name


CalendarDay = Annotated[
    str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", examples=["2026-11-27"]), AfterValidator(_calendar_day)
]
Zone = Annotated[str, Field(max_length=100), AfterValidator(_known_zone)]


class FleetVehicleModel(DayVehicleModel):
    """A vehicle that is kept: as in a day, with the days on which it drives its shift.

    weekdays: on which it drives. days_off: on which it does not. currency: of its costs.
    """

    weekdays: Annotated[list[Weekday], Field(max_length=7)] = Field(default_factory=lambda: list(WEEKDAYS))
    days_off: Annotated[list[CalendarDay], Field(max_length=1_000)] = Field(default_factory=list)
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "EUR"

    def drives_on(self, day: date) -> bool:
        """Whether it drives on a day."""
        return WEEKDAYS[day.weekday()] in self.weekdays and day.isoformat() not in self.days_off

    def of_day(self) -> DayVehicleModel:
        """Return the vehicle as a day has it."""
        return DayVehicleModel(**{name: getattr(self, name) for name in DayVehicleModel.model_fields})


class SiteModel(DayDepotModel):
    """A place of the company that is kept: a depot, a shop, or a bank of lockers.

    window: when vehicles leave and come back, or bring orders. hours: of a shop or a bank, in the syntax of
    OpenStreetMap; vehicles bring orders while both allow it. zone: of its clock. country: whose holidays
    hours mean. service_s: work of each visit there, of a shop or bank.
    """

    kind: SiteKind = "depot"
    hours: Text = ""
    zone: Zone = ""
    country: Annotated[str, Field(pattern="^([A-Z]{2})?$")] = ""
    service_s: Whole = 300

    def of_day(self) -> DayDepotModel:
        """Return the depot as a day has it."""
        return DayDepotModel(**{name: getattr(self, name) for name in DayDepotModel.model_fields})

    def entry(self, where: str) -> DepotEntry:
        """Return the depot as an entry, so that vehicles of tables can name it."""
        return DepotEntry(
            origin=Origin(where=where),
            id=self.id,
            place=self.point(),
            window=self.window.window(),
            name=self.name,
            throughput=self.throughput,
            reload_service=Seconds(self.reload_service_s),
        )

    def point(self) -> Place:
        """Return where it is."""
        return Place(lon=self.place.lon, lat=self.place.lat, name=self.address or self.name or self.id)

    def spot(self, day: date) -> Spot:
        """Return it as somewhere that orders are brought to on a day."""
        return Spot(
            id=self.id,
            name=self.name or self.id,
            place=self.point(),
            windows=self._windows(day),
            service=Seconds(self.service_s),
        )

    def _windows(self, day: date) -> tuple[TimeWindow, ...]:
        window = self.window.window()
        if not self.hours:
            return (window,)
        found = []
        hours = Hours(text=self.hours, zone=zone_named(self.zone or "UTC"), country=self.country)
        for begins, ends in hours.spans_of(day):
            opens = max(window.opens, Seconds(wall_seconds(begins, day)))
            closes = min(window.closes, Seconds(wall_seconds(ends, day)))
            if opens <= closes:
                found.append(TimeWindow(opens=opens, closes=closes))
        return tuple(found)


def checked_site(site: SiteModel) -> SiteModel:
    """Return a site whose hours can be read; raise `InvalidInput` otherwise."""
    if site.hours:
        Hours(text=site.hours, zone=zone_named(site.zone or "UTC"), country=site.country)
    return site
