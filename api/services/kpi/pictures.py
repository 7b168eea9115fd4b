"""Key figures as plots."""

from collections.abc import Iterable

from api.services.kpi.ask import Answer
from api.services.kpi.catalogue import By
from api.services.kpi.feeds import Asked
from data.formats.kpi_picture import Drawn, kpi_picture
from data.formats.picture import PictureFormat


def picture_of(asked: Asked, answers: Iterable[Answer], kind: PictureFormat) -> bytes:
    """Return key figures as plots: by day and week how they went, by anything else how they differ."""
    trend = asked.by in (By.DAY, By.WEEK)
    listed = list(answers)
    # Where something was counted, what was not needs no room.
    drawn = [each for each in listed if each.total.value is not None] or listed
    return kpi_picture([_drawn(asked, each, trend=trend) for each in drawn], kind)


def _drawn(asked: Asked, answer: Answer, *, trend: bool) -> Drawn:
    groups = answer.groups
    keys = [key for key, *_ in asked.periods()] if trend and groups else list(groups)
    return Drawn(
        title=answer.kpi.name,
        unit=answer.unit,
        share=answer.kpi.share,
        total=answer.total.value,
        points=[(key, groups[key].value if key in groups else None) for key in keys],
        trend=trend,
    )
