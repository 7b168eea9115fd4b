"""Maps of several designs of one network beside each other."""

from collections.abc import Mapping
from itertools import islice
from math import ceil
from typing import Final

from matplotlib import rc_context
from matplotlib.figure import Figure

from data.formats.design.pictures import draw_customers, draw_flows, draw_sites, frame
from data.formats.picture import STYLE, PictureFormat, picture_bytes
from network.design.design import Design
from network.design.study import Study

MOST: Final = 6
"""Maps that fit on a page; those of further designs are left out."""


def map_panels(study: Study, designs: Mapping[str, Design], kind: PictureFormat = "svg") -> bytes:
    """Return the last period of the first designs from above: who is served from where."""
    shown = dict(islice(designs.items(), MOST))
    columns = min(2, len(shown))
    rows, period = ceil(len(shown) / columns), study.periods[-1].id
    with rc_context(STYLE):
        figure = Figure(figsize=(5.5 * columns, 3.7 * rows))
        # Measured, not solved for: a constrained layout of six maps takes seconds.
        figure.subplots_adjust(left=0.02, right=0.96, bottom=0.02, top=1 - 0.3 / (3.7 * rows), wspace=0.06)
        for number, (name, design) in enumerate(shown.items(), start=1):
            axes = figure.add_subplot(rows, columns, number)
            draw_flows(axes, study, design, period)
            draw_customers(axes, study, period)
            draw_sites(axes, study, {each.site for each in design.sites if each.period == period})
            frame(axes, study)
            axes.set(xticks=[], yticks=[], xlabel="", ylabel="")
            cost = f"{design.objective:,.0f} {study.currency}"
            axes.set_title(f"{name}: {cost}", loc="left", fontsize=9)
        return picture_bytes(figure, kind)
