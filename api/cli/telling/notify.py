"""`roundsman notify`: what customers are told, shown before and after."""

import os
from typing import Annotated, Any

import typer

from api.cli import store_options
from api.cli.talk import AsJson, counted, out, print_json, table
from api.configuration.of_tenants import settings_of_tenants
from api.outbound.notify_settings import NotifySettings, notify_from
from api.services.notices import preview as preview_of
from core.clock import utc_now
from core.errors import fault, refuse
from data.formats.notices.texts import LANGUAGES
from data.store.outbox.notices import KeptNotice
from data.store.tenant import DEFAULT_TENANT

notify = typer.Typer(
    name="notify", help="Mails and short messages to customers: look at them before and after."
)


@notify.command()
def preview(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="As order.out_for_delivery.")],
    language: Annotated[str, typer.Option(help="en or zh.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Show the mail and the short message of an event, with an order that is made up."""
    wrong = (
        [] if language in LANGUAGES else [fault("command", "--language", language, " or ".join(LANGUAGES))]
    )
    refuse("There are no texts in this language.", wrong)
    notice = preview_of(event, language, _settings(), utc_now)
    if as_json:
        print_json({"subject": notice.subject, "body": notice.body, "sms": notice.short})
        return
    out().print(f"Subject: {notice.subject}\n\n{notice.body}\nSMS: {notice.short}", markup=False)


def _settings() -> NotifySettings:
    """Return the settings of the tenant whose things commands see."""
    tenant = os.environ.get("ROUNDSMAN_TENANT", "") or DEFAULT_TENANT
    if tenant == DEFAULT_TENANT:
        return notify_from(os.environ)
    return settings_of_tenants(os.environ)(tenant).notify


@notify.command("list")
def list_notices(
    most: Annotated[int, typer.Option(min=1, max=100_000, help="Notices to show at most.")] = 100,
    database: store_options.Database = store_options.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Show what customers were told and what could not be sent, the newest first."""
    with store_options.opened(database) as store:
        found = store.notices.some(most=most)
    if as_json:
        print_json({"notices": [_document(each) for each in found]})
        return
    header = ("order", "event", "by", "state", "note", "at")
    rows = [
        (each.order_id, each.kind, each.channel, each.state, each.note, f"{each.created:%Y-%m-%d %H:%M}")
        for each in found
    ]
    out().print(table(header, rows, title=counted(len(found), "notice")))


def _document(notice: KeptNotice) -> dict[str, Any]:
    names = ("id", "order_id", "kind", "channel", "state", "attempts", "note")
    return {**{name: getattr(notice, name) for name in names}, "created": notice.created.isoformat()}
