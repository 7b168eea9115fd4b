"""`roundsman retention`: what is kept for some days only, and forgetting what is over."""

import os
from typing import Annotated

import typer

from api.cli import store_options
from api.cli.talk import AsJson, out, print_json, table
from api.configuration.typed import retention_from
from core.clock import utc_now


def retention(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what is over; nothing is forgotten.")
    ] = False,
    database: store_options.Database = store_options.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Forget what was kept long enough, as workers do every hour: ROUNDSMAN_RETENTION_PERSONS and so on."""
    days = retention_from(os.environ).days
    with store_options.opened(database) as store:
        now = utc_now()
        due = {each.kind: each.number for each in store.retention.due(days, now)}
        done = {} if dry_run else store.retention.forget(days, now)
        if "events" in done:
            store.deliveries.forget()
    if as_json:
        told = [{"kind": kind, "days": kept, "over": due.get(kind, 0)} for kind, kept in days.items()]
        print_json({"kinds": told, "forgotten": done})
        return
    rows = [
        (kind, str(kept) if kept else "for ever", str(due.get(kind, 0)), str(done.get(kind, 0)))
        for kind, kept in days.items()
    ]
    out().print(table(("what", "days", "over", "forgotten"), rows))
