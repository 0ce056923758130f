# SPDX-License-Identifier: Apache-2.0
"""Draws a curve of growth.py: a small SVG on a white ground, which is legible on pages in light and dark."""

import io
from pathlib import Path

import matplotlib

# The first line of this file, which the pictures have as well.
LICENSE_TAG = Path(__file__).read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")

matplotlib.use("svg")
matplotlib.rcParams.update({
    "svg.fonttype": "none", "svg.hashsalt": "skillcall", "font.family": "sans-serif", "font.size": 9,
    "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True, "grid.color": "#dddddd",
    "axes.prop_cycle": matplotlib.cycler(color=["#0060c0", "#c05000", "#207040"],
                                         marker=["o", "s", "^"])})

from matplotlib import pyplot  # noqa: E402
from matplotlib.ticker import FuncFormatter  # noqa: E402


def plain(x, _):
    return f"{x:,.0f}" if x >= 1 else f"{x:g}"


def panel(axes, curve, what, costs):
    for line in curve.lines:
        axes.plot(line.points, costs(line), label=line.label, markersize=4)
    if curve.is_of_number:
        axes.set_xscale("log")
    axes.set_ylim(0, 1.1 * max(cost for line in curve.lines for cost in costs(line)))
    axes.set(xlabel=curve.axis, ylabel=what)
    axes.xaxis.set_major_formatter(FuncFormatter(plain))
    axes.yaxis.set_major_formatter(FuncFormatter(plain))


def draw(curve, path):
    panels = [("instructions", lambda line: line.counts)]
    if curve.is_of_number:
        panels.append(("processor time (µs)", lambda line: [ns / 1000 for ns in line.times]))
    figure, all_axes = pyplot.subplots(1, len(panels), figsize=(4.2 * len(panels), 2.8), squeeze=False)
    for axes, (what, costs) in zip(all_axes[0], panels):
        panel(axes, curve, what, costs)
    all_axes[0][0].legend(frameon=False, fontsize=8)
    figure.suptitle(f"{curve.title}: cost of a {curve.unit}", fontsize=10)
    figure.tight_layout()
    picture = io.StringIO()
    figure.savefig(picture, metadata={"Date": None})
    pyplot.close(figure)
    declaration, rest = picture.getvalue().split("\n", 1)
    path.write_text(f"{declaration}\n<!-- {LICENSE_TAG} -->\n{rest}", encoding="utf-8")
