"""Vehicles and sites that are kept, as JSON."""

from datetime import datetime
from typing import Annotated, cast

from pydantic import BaseModel, Field

from data.formats.fleet.models import FleetVehicleModel, SiteModel
from data.store.fleet import KeptEntry

_MOST = Field(max_length=500)


class VehicleOut(BaseModel):
    """A vehicle as it is kept; revision is its ETag."""

    vehicle: FleetVehicleModel
    revision: int
    created: datetime
    changed: datetime

    @classmethod
    def of(cls, kept: KeptEntry) -> "VehicleOut":
        """Return a vehicle as JSON shows it."""
        return cls(
            vehicle=cast("FleetVehicleModel", kept.model),
            revision=kept.revision,
            created=kept.created,
            changed=kept.changed,
        )


class VehiclesOut(BaseModel):
    """One page of vehicles, by their ids."""

    vehicles: Annotated[list[VehicleOut], _MOST]
    next_page_token: str | None


class SiteOut(BaseModel):
    """A site as it is kept; revision is its ETag."""

    site: SiteModel
    revision: int
    created: datetime
    changed: datetime

    @classmethod
    def of(cls, kept: KeptEntry) -> "SiteOut":
        """Return a site as JSON shows it."""
        return cls(
            site=cast("SiteModel", kept.model),
            revision=kept.revision,
            created=kept.created,
            changed=kept.changed,
        )


class SitesOut(BaseModel):
    """One page of sites, by their ids."""

    sites: Annotated[list[SiteOut], _MOST]
    next_page_token: str | None
