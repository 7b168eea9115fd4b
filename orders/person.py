"""Persons as orders know them: by a mail address or a phone number, however these are written."""

from dataclasses import dataclass
from typing import Final

from orders.order import Customer, Order

_END: Final = 9
"""Digits that a number has in common with itself as it is dialled from abroad."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who is to be found: by any of these; "" where it is not known.

    name, postcode
        together: many have the same name.
    orders
        our ids of orders that are theirs.
    """

    email: str = ""
    phone: str = ""
    name: str = ""
    postcode: str = ""
    orders: tuple[str, ...] = ()

    def lives_at(self, order: Order) -> bool:
        """Whether an order went to this name, at an address with this postcode."""
        same = bool(self.name) and _letters(self.name) == _letters(order.customer.name)
        return same and bool(self.postcode) and _letters(self.postcode) in _letters(order.address)

    def is_of(self, order: Order) -> bool:
        """Whether an order is this person's, by any of what is known."""
        return self.is_customer(order.customer) or self.lives_at(order)

    def is_customer(self, customer: Customer) -> bool:
        """Whether an order's customer is this person."""
        mail, phone = mail_key(self.email), self.phone
        return bool(mail and mail == mail_key(customer.email)) or same_phone(phone, customer.phone)


def mail_key(mail: str) -> str:
    """Return a mail address as it is compared: letters in any case are the same."""
    return mail.strip().casefold()


def phone_key(phone: str) -> str:
    """Return the last nine digits of a number, the same at home and from abroad; "" for none."""
    return _digits(phone)[-_END:]


def same_phone(one: str, other: str) -> bool:
    """Whether two numbers may ring the same telephone; two international ones must be the same."""
    if not phone_key(one) or phone_key(one) != phone_key(other):
        return False
    both = [_international(each) for each in (one, other)]
    return both[0] == both[1] or not all(both)


def _international(phone: str) -> str:
    """Return the digits of a number with a country's code; "" for any other. Source: ITU-T E.123."""
    text = phone.strip()
    if text.startswith("+"):
        return _digits(text)
    return _digits(text)[2:] if text.startswith("00") else ""


def _letters(text: str) -> str:
    return "".join(text.casefold().split())


def _digits(phone: str) -> str:
    # Digits of any script, as 1 and its fullwidth form, are the same number.
    return "".join(str(int(each)) for each in phone if each.isdecimal())
