"""What a study is answered with: which sites are open in which size, what flows where, what it costs."""

from dataclasses import dataclass, field

from network.answer import Answer
from network.design.costs import Costs


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSite:
    """A site that is open in a period, and its size."""

    period: str
    site: str
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Units of a product that go along a lane in a period."""

    period: str
    start: str
    end: str
    mode: str
    product: str
    units: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Units of a product that a site makes in a period."""

    period: str
    site: str
    product: str
    units: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Days after which a site sends on a product that is asked of it; at once where none is told."""

    period: str
    site: str
    product: str
    days: float


@dataclass(frozen=True, kw_only=True)
class Design(Answer):
    """A refereed design of a supply network; objective and bound are in units of the currency.

    open
        numbers of the sites that are open in some period, as in the study.
    quotes
        service times of sites that do not send on at once, where stock is counted.
    """

    sites: tuple[OpenSite, ...] = field(repr=False)
    flows: tuple[Flow, ...] = field(repr=False)
    made: tuple[Made, ...] = field(repr=False)
    costs: Costs
    quotes: tuple[Quote, ...] = ()

    @property
    def open_ids(self) -> tuple[str, ...]:
        """Sites that are open in some period, by id."""
        return tuple(sorted({each.site for each in self.sites}))
