"""Counts as stacked bars: where each bar stands in a drawing. The page draws them, and gives them colours."""

from collections.abc import Sequence
from dataclasses import dataclass

COLUMN, GAP, HEIGHT = 10.0, 2.0, 100.0
"""Widths of a column and of what is free of it, and the drawing's height: units that the page stretches."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A rectangle, from its upper left corner; `series` and `column` say by their numbers what it counts."""

    series: int
    column: int
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, kw_only=True)
class BarChart:
    """A drawing; `highest` is the count that its height stands for."""

    width: float
    height: float
    highest: int
    bars: tuple[Bar, ...]


def stacked(series: Sequence[Sequence[int]]) -> BarChart:
    """Return a bar for each count that is not 0, in columns, the first series at the bottom of each.

    Parameters
    ----------
    series
        Counts, as many in each series as there are columns.

    Returns
    -------
    BarChart
        The highest column fills it.

    Examples
    --------
    >>> chart = stacked([[1, 0], [3, 2]])
    >>> chart.highest, [(bar.series, bar.x, bar.y, bar.height) for bar in chart.bars]
    (4, [(0, 1.0, 75.0, 25.0), (1, 1.0, 0.0, 75.0), (1, 11.0, 50.0, 50.0)])
    """
    columns = list(zip(*series, strict=True))
    highest = max(map(sum, columns), default=0)
    bars = []
    for number, counts in enumerate(columns):
        top = HEIGHT
        for which, count in enumerate(counts):
            if count:
                height = HEIGHT * count / highest
                top -= height
                bars.append(
                    Bar(
                        series=which,
                        column=number,
                        count=count,
                        x=number * COLUMN + GAP / 2,
                        y=round(top, 2),
                        width=COLUMN - GAP,
                        height=round(height, 2),
                    )
                )
    return BarChart(width=len(columns) * COLUMN, height=HEIGHT, highest=highest, bars=tuple(bars))
