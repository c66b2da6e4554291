"""Rows of tables that their author forgot to begin: browsers begin one before a cell that stands in none.

Reads the tags right within tables and their parts. Changes: puts rows around cells.
"""

from itertools import groupby

from bs4 import Tag

from broadsheet.cleaning.page import Page
from broadsheet.cleaning.soup import is_gone

_SECTIONS = ("thead", "tbody", "tfoot", "table")
_CELLS = frozenset({"td", "th"})


def begin_rows(page: Page) -> None:
    """Give the cells that stand in a table or a part of one, but in no row, a row of their own."""
    for section in page.soup.tags(*_SECTIONS):
        if is_gone(section):
            continue
        held = [child for child in section.contents if isinstance(child, Tag)]
        for is_cell, run in groupby(held, key=lambda child: child.name in _CELLS):
            if is_cell:
                _begin_row(list(run))


def _begin_row(cells: list[Tag]) -> None:
    row = Tag(name="tr")
    cells[0].insert_before(row)
    for cell in cells:
        row.append(cell.extract())
