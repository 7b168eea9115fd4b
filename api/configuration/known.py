"""Every setting there is."""

import re
from dataclasses import MISSING, Field, fields
from inspect import getdoc
from typing import Any, Final

from api.configuration.setting import MOST, Kind, Setting
from api.outbound.geocode_settings import GeocodeSettings
from api.outbound.notify_settings import NotifySettings
from api.outbound.settings import OutboundSettings
from api.services.access.oidc.settings import OidcSettings
from api.settings import DEFAULT_FILE, MAPS_URL, RetentionSettings, Settings, ShopSettings, WorkerSettings

_GENERAL: Final = (
    Setting(
        section="",
        name="database_url",
        kind="text",
        default=DEFAULT_FILE,
        meaning="the database: a file (SQLite), or postgresql://user:password@host:5432/name",
        secret=True,
    ),
    Setting(
        section="",
        name="tenant",
        kind="text",
        default="",
        follows="the first tenant",
        meaning="whose things commands see that look into the database; servers and workers see all tenants",
    ),
    Setting(
        section="",
        name="tenant_settings",
        kind="text",
        default="roundsman.tenants",
        meaning="folder with a file NAME.toml for each tenant but the first: notify, shops and oidc",
    ),
    Setting(
        section="",
        name="data_keys",
        kind="text",
        default="",
        follows="the file of data keys",
        meaning="keys that seal what is personal, a space or a line between; the last one seals",
        secret=True,
    ),
    Setting(
        section="",
        name="key_file",
        kind="text",
        default="",
        follows="the database: beside a SQLite file, else in the user's data folder",
        meaning="file of data keys, made at the first start",
    ),
    Setting(
        section="",
        name="cache",
        kind="text",
        default="",
        follows="the user's cache folder",
        meaning="folder of prepared maps",
    ),
    Setting(
        section="",
        name="modes",
        kind="text",
        default="",
        meaning="tables of delivery modes, a folder or a workbook: servers quote by them, workers and "
        "commands hold orders to them",
    ),
    Setting(section="", name="maps_url", kind="text", default=MAPS_URL, meaning="map server of `map get`"),
    Setting(
        section="",
        name="demo_serve",
        kind="switch",
        default="1",
        meaning="whether `demo` opens the page when the files are written",
    ),
    Setting(
        section="", name="dask", kind="text", default="", meaning="address of the scheduler of a Dask cluster"
    ),
    Setting(
        section="",
        name="otlp_url",
        kind="text",
        default="",
        meaning="where servers and workers send traces by OTLP over HTTP, such as "
        "http://127.0.0.1:4318/v1/traces; empty sends none (needs the extra otel)",
    ),
    Setting(
        section="",
        name="log_format",
        kind="choice",
        choices=("plain", "json"),
        default="plain",
        meaning="how servers and workers write their log: lines for people, or one JSON document a line",
    ),
    Setting(
        section="",
        name="log_level",
        kind="choice",
        choices=("auto", "error", "warning", "info"),
        default="auto",
        meaning="the least that is logged; auto is info, with every request, for JSON, else warning",
    ),
    Setting(
        section="",
        name="debug",
        kind="switch",
        default="0",
        meaning="whether the whole trace of an error that nobody foresaw is printed, to be reported",
    ),
)

DEVELOPMENT: Final = {
    "ROUNDSMAN_CHROMIUM": "The browser with which tests look at pages.",
    "ROUNDSMAN_SHARED": "Published instances and street maps; tests that need them skip without it.",
    "ROUNDSMAN_TEST_DATABASE": "`postgres` runs tests that do not choose on PostgreSQL.",
    "ROUNDSMAN_TEST_KERNEL": "Folder of another build of the kernel, to be tested.",
}
"""Variables that those who change Roundsman set; programs leave them alone."""

CONFIG: Final = "ROUNDSMAN_CONFIG"
"""Names the file of settings, where it is not roundsman.toml in the folder in which a command runs."""


def known_settings() -> list[Setting]:
    """Return every setting, those of the server and of workers last."""
    server = [_of_field(each, "server", _meanings(Settings)) for each in fields(Settings)]
    worker = [_of_field(each, "worker", _meanings(WorkerSettings)) for each in fields(WorkerSettings)]
    kept = [_of_field(each, "retention", _meanings(RetentionSettings)) for each in fields(RetentionSettings)]
    notify = [_of_field(each, "notify", _meanings(NotifySettings)) for each in fields(NotifySettings)]
    geocode = [_of_field(each, "geocode", _meanings(GeocodeSettings)) for each in fields(GeocodeSettings)]
    shops = [_of_field(each, "shops", _meanings(ShopSettings)) for each in fields(ShopSettings)]
    oidc = [_of_field(each, "oidc", _meanings(OidcSettings)) for each in fields(OidcSettings)]
    return [*_GENERAL, *server, *worker, *kept, *_outbound(), *geocode, *shops, *notify, *oidc]


def _outbound() -> list[Setting]:
    meanings = _meanings(OutboundSettings)
    kinds: dict[str, tuple[Kind, str]] = {
        "allowed": ("names", ""),
        "ports": ("names", "443,8443"),
        "loopback": ("switch", "0"),
    }
    return [
        Setting(section="outbound", name=name, kind=kind, default=default, meaning=meanings[name])
        for name, (kind, default) in kinds.items()
    ]


def _of_field(found: "Field[Any]", section: str, meanings: dict[str, str]) -> Setting:
    default: Any = found.default
    follows = ""
    if default is MISSING:
        factory: Any = found.default_factory
        default, follows = factory(), "the machine"
    many = isinstance(default, tuple)
    kind: Kind = "names" if many else "whole number" if isinstance(default, int) else "text"
    return Setting(
        section=section,
        name=found.name,
        kind="choice" if "choices" in found.metadata else kind,
        default=",".join(default) if many else str(default),
        follows=follows,
        meaning=meanings[found.name],
        least=found.metadata.get("least", 1),
        most=found.metadata.get("most", MOST),
        choices=found.metadata.get("choices", ()),
        secret=found.name in ("password", "key", "shopify_secret", "saleor_secret", "client_secret"),
    )


def _meanings(kind: type) -> dict[str, str]:
    """Return what a class says of each of its settings: names at the margin, the text indented below."""
    found = {}
    for names, text in re.findall(r"^(\w[\w, ]*)\n((?:    .+\n?)+)", getdoc(kind) or "", re.MULTILINE):
        for name in names.split(", "):
            found[name] = " ".join(text.split()).rstrip(".")
    return found
