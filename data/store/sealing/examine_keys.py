"""Whether the data keys that a database needs are at hand, looked at without changing anything."""

import stat

from sqlalchemy import inspect

from core.errors import InvalidInput
from core.finding import Finding
from data.store.address import Address
from data.store.database import engine_of
from data.store.failures import store_errors
from data.store.sealing.known_keys import PLAIN, known_keys, older_in_use
from data.store.sealing.tables import DATA_KEYS
from data.store.tenants.listed import names_at

_WHAT = "data keys"


def missing_keys(address: Address) -> tuple[list[str], bool]:
    """Return keys that seal something and are not at hand, and whether something is not sealed yet."""
    engine = engine_of(address)
    try:
        with store_errors(), engine.connect() as connection:
            if not inspect(connection).has_table(DATA_KEYS.name):
                return [], True
            needed = [each.id for each in known_keys(connection) if each.retired is None]
            plain = PLAIN in older_in_use(connection)
    finally:
        engine.dispose()
    at_hand = {each.id for each in address.keys.read()}
    return [each for each in needed if each not in at_hand], plain


def missing_everywhere(address: Address) -> list[str]:
    """Return keys that seal something of any tenant and are not at hand, each once."""
    there = [address, *(each for each in map(address.of, names_at(address)) if _made(each))]
    return list(dict.fromkeys(key for each in there for key in missing_keys(each)[0]))


def _made(address: Address) -> bool:
    return address.file is None or address.file.is_file()


def examine_keys(address: Address) -> Finding:
    """Look at the keys of a database that has tables."""
    try:
        missing, plain = missing_keys(address)
    except InvalidInput as wrong:
        return Finding(what=_WHAT, state="bad", found=wrong.message, action="Put the kept copy in its place.")
    source = address.keys
    if missing:
        action = f"Put the copy of the keys that is kept apart into {source}: nothing can be read without."
        return Finding(what=_WHAT, state="bad", found=f"missing {', '.join(missing)}", action=action)
    if not source.fixed and source.file.exists():
        mode = stat.S_IMODE(source.file.stat().st_mode)
        if mode & 0o077:
            action = f"Let nobody else read them: chmod 600 {source.file}."
            found = f"{source.file} can be read by others"
            return Finding(what=_WHAT, state="warning", found=found, action=action)
    if plain:
        action = "Nothing: a worker seals what earlier releases kept; or run roundsman secrets seal."
        return Finding(what=_WHAT, state="warning", found="some values are not sealed yet", action=action)
    return Finding(what=_WHAT, state="ok", found=f"in {source}; keep a copy apart from the database")
