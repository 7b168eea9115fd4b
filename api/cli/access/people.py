"""`roundsman people`: everything that is kept of a person, handed out or erased."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli import store_options
from api.cli.talk import AsJson, counted, out, print_json
from api.services.people import erase_person, export_person
from core.clock import utc_now
from data.files import replacing
from orders.person import Person

people = typer.Typer(name="people", help="Export and erase everything that is kept of a person.")

_Phone = Annotated[str, typer.Option(help="As it is dialled at home or from abroad.")]
_Email = Annotated[str, typer.Option(help="Mail address.")]
_Name = Annotated[str, typer.Option(help="With a postcode: many have the same name.")]
_Postcode = Annotated[str, typer.Option(help="In the address, with a name.")]
_Orders = Annotated[list[str] | None, typer.Option("--order", help="Our id of an order; may be repeated.")]


@people.command()
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the zip goes.")],
    phone: _Phone = "",
    email: _Email = "",
    name: _Name = "",
    postcode: _Postcode = "",
    order_ids: _Orders = None,
    database: store_options.Database = store_options.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Write everything that is kept of a person into a zip: person.json, and pictures of deliveries."""
    person = Person(phone=phone, email=email, name=name, postcode=postcode, orders=tuple(order_ids or ()))
    with store_options.opened(database) as store:
        held = export_person(store, person, now=utc_now())
    with replacing(file) as temporary:
        temporary.write_bytes(held.packed())
    if as_json:
        pictures = len(held.pictures)
        print_json({"files": [str(file)], "orders": len(held.told["orders"]), "pictures": pictures})
        return
    found = counted(len(held.told["orders"]), "order")
    out().print(f"{found} and {counted(len(held.pictures), 'picture')} written to {file}", markup=False)


@people.command()
def erase(
    phone: _Phone = "",
    email: _Email = "",
    name: _Name = "",
    postcode: _Postcode = "",
    order_ids: _Orders = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    database: store_options.Database = store_options.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Take a person out of everything that is kept, for good; refused while an order of theirs is open."""
    person = Person(phone=phone, email=email, name=name, postcode=postcode, orders=tuple(order_ids or ()))
    if not (yes or as_json):
        typer.confirm("This cannot be taken back. Erase?", abort=True)
    with store_options.opened(database) as store:
        done = erase_person(store, person, now=utc_now())
    if as_json:
        print_json({"orders": list(done.orders), "elsewhere": done.elsewhere})
        return
    told = f"{counted(len(done.orders), 'order')} without a person, {done.elsewhere} other things changed"
    out().print(told, markup=False)
