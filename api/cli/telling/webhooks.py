"""`roundsman webhooks`: who is told of events, whether it works, and what is sent once more."""

import os
from datetime import datetime
from typing import Annotated, Any

import anyio
import typer

from api.cli import store_options
from api.cli.talk import INCOMPLETE, AsJson, counted, out, print_json, table
from api.jobs.telling.post import ping as ping_webhook
from api.outbound.settings import outbound_from
from core.clock import utc_now
from core.errors import InvalidInput, fault
from data.store.outbox.deliveries import attempts_json
from data.store.outbox.webhooks import Webhook

webhooks = typer.Typer(name="webhooks", help="Who is told of events: list, try out, send once more.")

Id = Annotated[str, typer.Argument(metavar="ID", help="Id, as `roundsman webhooks list` tells it.")]
SHOWN = 500


@webhooks.command("list")
def list_webhooks(database: store_options.Database = store_options.DEFAULT, as_json: AsJson = False) -> None:
    """Show all webhooks and whether they work."""
    with store_options.opened(database) as store:
        found = store.webhooks.some(utc_now(), most=SHOWN)
    if as_json:
        print_json({"webhooks": [_document(each) for each in found]})
        return
    header = ("id", "address", "types", "state", "failures")
    rows = [
        (each.id, each.url, ", ".join(each.types) or "all", each.note or each.state, f"{each.failures:,}")
        for each in found
    ]
    out().print(table(header, rows, title=counted(len(found), "webhook")))


@webhooks.command()
def ping(
    webhook_id: Id, database: store_options.Database = store_options.DEFAULT, as_json: AsJson = False
) -> None:
    """Send a message of type `ping` to a webhook now; exit code 3 where it does not arrive."""
    settings = outbound_from(os.environ)
    with store_options.opened(database) as store:
        webhook = store.webhooks.one(webhook_id, utc_now())
    posted = anyio.run(ping_webhook, webhook, settings, utc_now)
    (attempt,) = attempts_json([posted.attempt])
    if as_json:
        print_json({"arrived": posted.arrived, "attempt": attempt})
    else:
        what = "arrived" if posted.arrived else f"did not arrive: {attempt['error']}"
        out().print(f"ping to {webhook.url} {what} ({attempt['took_ms']:,} ms)", markup=False)
    if not posted.arrived:
        raise typer.Exit(INCOMPLETE)


@webhooks.command()
def replay(
    webhook_id: Id,
    delivery: Annotated[str, typer.Option(help="Id of one delivery.")] = "",
    since: Annotated[
        str, typer.Option(help="Everything since a moment with its zone, as 2026-11-26T08:00:00+01:00.")
    ] = "",
    database: store_options.Database = store_options.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Have one delivery, or every event since a moment, sent once more by a worker."""
    if bool(delivery) == bool(since):
        found = fault("command", "--delivery, --since", delivery or "nothing", "exactly one of the two")
        raise InvalidInput("It is not clear what is to be sent.", faults=[found])
    moment = _moment(since) if since else None
    with store_options.opened(database) as store:
        if moment is None:
            number = store.deliveries.again(webhook_id, delivery, utc_now())
        else:
            number = store.deliveries.since(webhook_id, moment, utc_now())
    if as_json:
        print_json({"deliveries": number})
    else:
        out().print(f"{counted(number, 'event')} will be sent once more")


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        found = fault("command", "--since", text, "a moment with its zone, as 2026-11-26T08:00:00+01:00")
        raise InvalidInput("That is no moment.", faults=[found])
    return moment


def _document(webhook: Webhook) -> dict[str, Any]:
    since = webhook.failing_since
    return {
        "id": webhook.id,
        "url": webhook.url,
        "types": list(webhook.types),
        "description": webhook.description,
        "state": webhook.state,
        "note": webhook.note,
        "failures": webhook.failures,
        "failing_since": None if since is None else since.isoformat(),
        "created": webhook.created.isoformat(),
    }
