"""Settings as the program uses them, from the environment; what the file sets has been put there before."""

from collections.abc import Mapping
from typing import Any

from api.configuration.known import known_settings
from api.configuration.reading import unknown_variables
from api.configuration.setting import Setting, is_on
from api.services.access.oidc.settings import OidcSettings
from api.settings import RetentionSettings, Settings, ShopSettings, WorkerSettings
from api.telemetry.logs import start_logging
from api.telemetry.traces import Traces, traces_to
from core.errors import fault, refuse


def settings_from(environ: Mapping[str, str]) -> Settings:
    """Return the settings of the server: ROUNDSMAN_SERVER_MAX_STOPS and so on.

    Raises `InvalidInput` with every value that is none, and every variable of ours that is no setting: a
    limit that was meant must not be lost to a slip of the pen.
    """
    return Settings(**_section("server", environ))


def worker_settings_from(environ: Mapping[str, str]) -> WorkerSettings:
    """Return the settings of workers: ROUNDSMAN_WORKER_MEMORY_MB and so on; refuses as for the server."""
    return WorkerSettings(**_section("worker", environ))


def shop_settings_from(environ: Mapping[str, str]) -> ShopSettings:
    """Return the settings of shop systems: ROUNDSMAN_SHOPS_SHOPIFY_SECRET and so on; refuses as well."""
    return ShopSettings(**_section("shops", environ))


def oidc_from(environ: Mapping[str, str]) -> OidcSettings:
    """Return by which provider people sign in: ROUNDSMAN_OIDC_ISSUER and so on; refuses as well."""
    settings = OidcSettings(**_section("oidc", environ))
    refuse("The settings of the provider of identities cannot be used.", list(settings.faults()))
    return settings


def retention_from(environ: Mapping[str, str]) -> RetentionSettings:
    """Return how long things are kept: ROUNDSMAN_RETENTION_PERSONS and so on; refuses as well."""
    return RetentionSettings(**_section("retention", environ))


def begin_log(environ: Mapping[str, str]) -> None:
    """Have servers and workers write their log as ROUNDSMAN_LOG_FORMAT and ROUNDSMAN_LOG_LEVEL say."""
    given = _section("", environ)
    start_logging(given.get("log_format", "plain"), given.get("log_level", "auto"))


def traces_from(environ: Mapping[str, str], service: str) -> Traces:
    """Return what sends traces where ROUNDSMAN_OTLP_URL says, under the name of `service`."""
    return traces_to(_section("", environ).get("otlp_url", ""), service)


def _section(section: str, environ: Mapping[str, str]) -> dict[str, Any]:
    settings = known_settings()
    faults = list(unknown_variables(environ, settings))
    values: dict[str, Any] = {}
    for each in settings:
        text = environ.get(each.variable)
        if text is None or each.section != section:
            continue
        if each.takes(text):
            values[each.name] = typed(each, text)
        else:
            faults.append(fault("environment", each.variable, text, each.limits))
    refuse("The settings cannot be used.", faults)
    return values


def typed(setting: Setting, text: str) -> object:
    """Return the value that a text stands for which a setting takes."""
    match setting.kind:
        case "whole number":
            return int(text)
        case "names":
            return tuple(each.strip().lower() for each in text.split(",") if each.strip())
        case "switch":
            return is_on(text)
    return text
