"""docs/reference/settings.md: every setting, and which commands ask for it."""

from api.cli.description import Given
from api.configuration.known import CONFIG, DEVELOPMENT, known_settings
from api.configuration.setting import Setting
from api.reference_pages.commands import every_command
from api.reference_pages.markdown import code, page, section, table

_INTRODUCTION = """Nothing has to be set. A command's own option goes before the environment, the
environment before the file, the file before the default. The file is `roundsman.toml` in the folder in which
a command runs, or the one that `ROUNDSMAN_CONFIG` names:

```toml
database_url = "/var/lib/roundsman/roundsman.db"

[server]
max_stops = 8000
allowed_hosts = ["plans.example"]

[worker]
memory_mb = 4000
```

A name that is no setting is refused with the name that may have been meant, and so is a value that is none:
`roundsman config check` tells everything at once, `roundsman config explain` shows every setting, its value
and where it comes from. `ROUNDSMAN_DATABASE_URL_FILE` names a file that holds the address, for whoever keeps
secrets in files."""


_SECTIONS = {
    "": "Everywhere",
    "server": "The server",
    "worker": "Workers",
    "retention": "How many days things are kept",
    "outbound": "Calls to addresses that others name",
    "geocode": "Addresses looked up elsewhere",
    "shops": "Checkouts of shop systems",
    "notify": "Notices to customers",
    "oidc": "People whom a provider vouches for",
}


def settings_page() -> str:
    """Return the page of all settings."""
    known = known_settings()
    headers = ("variable", "in the file", "takes", "default", "what it is", "for")
    parts = [
        section(title, table(headers, [_row(each) for each in known if each.section == name]))
        for name, title in _SECTIONS.items()
    ]
    return page("Settings", _INTRODUCTION, *parts, section("Besides", _besides()))


def _row(setting: Setting) -> tuple[str, ...]:
    default = f"follows {setting.follows}" if setting.follows else code(setting.default)
    words = dict.fromkeys(words for words, given in _all_given() if given.variable == setting.variable)
    return (
        code(setting.variable),
        code(setting.name),
        setting.limits,
        default,
        setting.meaning,
        ", ".join(code(each.removeprefix("roundsman ")) for each in words),
    )


def _besides() -> str:
    rows = [
        (code(CONFIG), "The file of settings."),
        *((code(name), DEVELOPMENT[name]) for name in DEVELOPMENT),
    ]
    return table(("variable", "what it is"), rows)


def _all_given() -> list[tuple[str, Given]]:
    return [(command.words, given) for command in every_command() for given in command.given]
