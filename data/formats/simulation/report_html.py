"""A simulation as one HTML page that needs nothing else."""

from data.formats.design.report_html import Sheet, page_html
from data.formats.simulation.figures import (
    DIFFERENCE_HEADER,
    MISS_HEADER,
    PART_HEADER,
    RESULT_HEADER,
    VEHICLE_HEADER,
    Told,
    difference_rows,
    miss_rows,
    part_rows,
    result_rows,
    vehicle_rows,
)
from data.formats.simulation.pictures import pictures_of
from network.simulation.summary import OF_RUNS, spread


def simulation_html(told: Told) -> str:
    """Return the report of a simulation."""
    figures = [
        (
            "simulated",
            f"{len(told.dates)} days from {told.start}, {told.replications} times, seed {told.seed}",
        ),
        ("last mile", told.last_mile),
        *((" · ".join(lived), _headline(told, lived)) for lived in told.runs),
    ]
    sheets = [
        Sheet(title="What the design says, and what days cost", header=PART_HEADER, rows=part_rows(told)),
        Sheet(title="Vehicles needed on a day", header=VEHICLE_HEADER, rows=vehicle_rows(told)),
        Sheet(title="Differences on the same days", header=DIFFERENCE_HEADER, rows=difference_rows(told)),
        Sheet(title="All distributions", header=RESULT_HEADER, rows=result_rows(told)),
    ]
    missed = list(miss_rows(told))
    if missed:
        sheets.insert(0, Sheet(title="Estimate less kernel, in percent", header=MISS_HEADER, rows=missed))
    pictures = list(pictures_of(told).values())
    return page_html("Supply network simulated", figures, pictures, sheets, told.notes)


def _headline(told: Told, lived: tuple[str, str]) -> str:
    runs = told.runs[lived].values()
    cost = spread([OF_RUNS["running cost"](days) for days in runs])
    service = spread([OF_RUNS["in time %"](days) for days in runs])
    if cost is None or service is None:
        return "no replication was simulated to its end"
    return (
        f"{cost.median:,.0f} {told.currency} (P5 {cost.p5:,.0f}, P95 {cost.p95:,.0f}); "
        f"{service.median:.1f} % in time (P5 {service.p5:.1f})"
    )
