"""The keys that seal what is kept, for all tenants of an installation: open ones, and closed ones as well."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from data.store.failures import StoreFailed
from data.store.sealing.data_keys import KeyInUse
from data.store.sealing.known_keys import KnownKey
from data.store.sealing.reseal import Resealed
from data.store.store import Store


def all_keys(store: Store) -> tuple[list[KeyInUse], int]:
    """Return the keys of the first tenant with what they seal anywhere, and how much is not sealed."""
    found, plain = store.data_keys.all()
    by_id = {each.key.id: each for each in found}
    for other in _others(store):
        keys, not_sealed = other.data_keys.all()
        plain += not_sealed
        for each in keys:
            known = by_id.setdefault(each.key.id, replace(each, values=0, seals=False))
            key = each.key if each.key.retired is None else known.key
            by_id[each.key.id] = replace(known, key=key, values=known.values + each.values)
    return list(by_id.values()), plain


def rotate_keys(store: Store, now: datetime) -> KnownKey:
    """Seal everything with one new key from now on; databases that fail follow once they work again."""
    begun = store.data_keys.rotate(now)
    _follow(store, begun.id, now)
    return begun


def seal_all(store: Store, now: datetime) -> Resealed:
    """Seal everything of all tenants with the newest key, those whose database works first."""
    done = store.data_keys.reseal(now)
    newest, failure = store.data_keys.last(), None
    for opens in store.even_closed().values():
        try:
            other = opens()
            other.data_keys.follow(newest, now)
            more = other.data_keys.reseal(now)
        except StoreFailed as failed:
            failure = failed
        else:
            done = Resealed(
                values=done.values + more.values,
                plain=done.plain + more.plain,
                done=done.done and more.done,
            )
    if failure is not None:
        raise failure
    return done


def compact_all(store: Store) -> None:
    """Write the files of SQLite anew: nothing of what was overwritten or deleted is left in them."""
    store.data_keys.compact()
    for other in _others(store):
        other.data_keys.compact()


def forget_key(store: Store, key_id: str) -> None:
    """Take a key out of the file of keys, where it seals nothing of any tenant."""
    store.data_keys.forget(key_id, sum(each.data_keys.sealed_with(key_id) for each in _others(store)))


def _follow(store: Store, key_id: str, now: datetime) -> None:
    failure = None
    for opens in store.even_closed().values():
        try:
            opens().data_keys.follow(key_id, now)
        except StoreFailed as failed:
            failure = failed
    if failure is not None:
        raise failure


def _others(store: Store) -> Iterator[Store]:
    for opens in store.even_closed().values():
        yield opens()
