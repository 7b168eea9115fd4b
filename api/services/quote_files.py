"""A quote from files: for trying modes and plans without a server."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from api.services.announce import Announce, say_nothing
from api.services.given_files import refuse_missing
from api.services.quote_delivery import Quote
from api.services.quote_desk import QuoteDesk
from data.formats.modes.cart_json import cart_from_json
from data.store.store import Store
from routing.travel.source import TravelSource


def quote_files(
    cart: Path,
    *,
    modes: Path,
    plans: Sequence[Path],
    source: TravelSource,
    now: datetime,
    store: Store | None = None,
    announce: Announce = say_nothing,
) -> Quote:
    """Read cart, modes and plans, and quote.

    modes
        a folder of tables, or a workbook.
    source
        tells the ways between the address and the stops of the plans.
    store
        knows stock, holds and orders, and keeps what is offered so that it can be held; None for files alone.
    """
    refuse_missing((cart, *plans))
    wanted = cart_from_json(cart.read_bytes(), what=cart.name)
    announce("reading modes and plans")
    desk = QuoteDesk(modes, plans, source)
    desk.open()
    announce("looking for options")
    return desk.quote(wanted, now=now, store=store)
