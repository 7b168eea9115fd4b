"""Every table of a warehouse and its catalogue."""

from typing import Final

from data.formats.equipment.catalogue_fields import CATALOGUE_TABLES
from data.formats.equipment.goods_fields import GOODS_TABLES
from data.formats.fields.field import Tables

TABLES: Final[Tables] = {**GOODS_TABLES, **CATALOGUE_TABLES}
"""Every table and its columns."""
