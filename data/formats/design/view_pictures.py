"""Pictures of a network as a graph: what demand hangs on, and what is left when pieces are gone."""

from typing import Final

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from data.formats.design.pictures import frame
from data.formats.picture import STYLE, PictureFormat, picture_bytes
from network.view.resilience import Removal
from network.view.supply import Piece
from network.view.view import NetworkView

_MARKERS: Final = {"supplier": "^", "plant": "D", "warehouse": "s", "pickup-point": "o"}
_CALM, _BAD, _INK = "#8b93a1", "#b23b3b", "#161c26"


def view_map(view: NetworkView, kind: PictureFormat = "svg") -> bytes:
    """Return every open site and lane from above, and how much demand is cut without each."""
    with rc_context(STYLE):
        figure = Figure(figsize=(10.5, 6.6), layout="constrained")
        axes = figure.add_subplot()
        lost = {each.piece: max(each.lost, each.no_way) / view.supply.total for each in view.points}
        _draw_lanes(axes, view, lost)
        _draw_places(axes, view, lost)
        frame(axes, view.supply.study)
        beyond = [f"{site} {share:.0%}" for site, share in lost.items() if _is_beyond(axes, view, site)]
        told = f"; beyond the edge: {', '.join(beyond)}" if beyond else ""
        axes.set_title(
            f"Period {view.supply.period}: percent of demand cut without a site or lane{told}",
            loc="left", fontsize=9,
        )  # fmt: skip
        return picture_bytes(figure, kind)


def _is_beyond(axes: Axes, view: NetworkView, piece: Piece) -> bool:
    if not isinstance(piece, str):
        return False
    place = view.supply.study.place_of[piece]
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    return not (west <= place.lon <= east and south <= place.lat <= north)


def _draw_lanes(axes: Axes, view: NetworkView, lost: dict[Piece, float]) -> None:
    places = view.supply.study.place_of
    for lane in view.supply.lanes:
        share = lost.get(lane.key, 0.0)
        start, end = places[lane.start], places[lane.end]
        axes.plot(
            [start.lon, end.lon], [start.lat, end.lat], zorder=3 if share else 1,
            color=_BAD if share else _CALM, alpha=0.9 if share else 0.18,
            linewidth=1 + 4 * share if share else 0.5,
        )  # fmt: skip


def _draw_places(axes: Axes, view: NetworkView, lost: dict[Piece, float]) -> None:
    supply, places = view.supply, view.supply.study.place_of
    unreached = {customer for customer, _ in view.unreached}
    for customer in sorted({each for each, _ in supply.wanted}):
        place = places[customer]
        colour = _BAD if customer in unreached else _INK
        axes.scatter(place.lon, place.lat, s=9, color=colour, alpha=0.6, zorder=4, linewidth=0)
    for site in supply.rooms:
        place, share = places[site], lost.get(site, 0.0)
        axes.scatter(
            place.lon, place.lat, s=50 + 500 * share, marker=_MARKERS[supply.study.site_of[site].kind],
            facecolor=_BAD if share else "#ffffff", edgecolor=_INK, zorder=5,
        )  # fmt: skip
        axes.annotate(
            f"{site} {share:.0%}" if share else site, (place.lon, place.lat), xytext=(7, 6),
            textcoords="offset points", annotation_clip=True, fontsize=8,
            fontweight="bold" if share else "normal", zorder=6,
        )  # fmt: skip


def removal_picture(view: NetworkView, kind: PictureFormat = "svg") -> bytes:
    """Return the share of demand that can still be served, for sites and for lanes."""
    with rc_context(STYLE):
        figure = Figure(figsize=(9.5, 3.4), layout="constrained")
        halves = figure.subplots(1, 2, sharey=True)
        for axes, name, curve in zip(
            halves, ("sites", "lanes"), (view.site_removals, view.lane_removals), strict=True
        ):
            _draw_curve(axes, name, curve)
        halves[0].set_ylabel("percent of demand served")
        return picture_bytes(figure, kind)


def _draw_curve(axes: Axes, name: str, curve: tuple[Removal, ...]) -> None:
    counts = [each.count for each in curve]
    axes.plot(
        counts,
        [100 * each.worst for each in curve],
        marker="o",
        color=_BAD,
        label="the worst that were found",
    )
    axes.plot(
        counts, [100 * each.mean for each in curve], marker="s", color="#5b7aa8", label="by chance, mean"
    )
    axes.fill_between(
        counts, [100 * each.low for each in curve], [100 * each.mean for each in curve], color="#5b7aa8",
        alpha=0.15, label="by chance, down to the lowest",
    )  # fmt: skip
    axes.set_xlabel(f"{name} that are gone")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylim(-3, 104)
    axes.grid(color="#e6e9ee")
    axes.legend(frameon=False, fontsize=8)
