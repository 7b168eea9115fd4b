"""docs/reference/kpis.md: every key figure, its formula, unit and source, as its function says."""

from api.reference_pages.markdown import code, page, section, table
from api.services.kpi.catalogue import BEHIND, KPIS, Kpi

_INTRODUCTION = """What `roundsman kpi` and `GET /v1/kpis` tell; [the guide](../guides/kpis.md) says how to
ask. Each is one function that takes plain data and returns a numerator, a denominator, what it left out and
why, and the ids behind it. Where nothing was counted there is no value, and that is the answer."""

_BETTER = {True: "more", False: "less", None: ""}


def kpis_page() -> str:
    """Return the page of all key figures."""
    return page("Key figures", _INTRODUCTION, *(_section(each) for each in KPIS.values()))


def _section(kpi: Kpi) -> str:
    rows = [
        ("formula", kpi.text["Formula"]),
        ("unit", kpi.text["Unit"]),
        ("counts", kpi.text.get("Counts", "")),
        ("left out", kpi.text.get("Left out", "")),
        ("source", kpi.text["Source"]),
        ("behind it", BEHIND[kpi.feed]),
        ("split by", ", ".join(sorted(kpi.splits))),
        ("better", _BETTER[kpi.more_is_better]),
        ("function", code(f"{kpi.function.__module__}.{kpi.function.__name__}")),
    ]
    return section(kpi.name, kpi.text[""], table(("what", ""), [row for row in rows if row[1]]))
