"""Every number that shapes a synthetic day, in one place.

The distributions are chosen to be plausible for mixed grocery and parcel delivery in a town; they are not
measured from any company's records.
"""

from dataclasses import dataclass

from core.units import Cents, Grams, Metres, Millilitres, Seconds
