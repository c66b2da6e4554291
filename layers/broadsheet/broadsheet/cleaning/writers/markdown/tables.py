"""A table as Markdown has it: one line a row, the first of them its head."""

from dataclasses import dataclass, field

BREAK = "<br>"
"""What ends a line where a line of Markdown cannot end."""
_WIDEST_SPAN = 20  # columns


@dataclass(kw_only=True)
class Table:
    """Rows of cells that are Markdown already. A table within a cell is prose."""

    rows: list[list[str]] = field(default_factory=lambda: [[]])
    depth: int = 1
    span: int = 1
    height: int = 1
    taken: dict[int, int] = field(default_factory=dict)
    """Of each column that a cell of a row above reaches into, how many rows it still does."""

    def begin_row(self) -> None:
        """Write what follows in another row."""
        self.rows.append([])
        self._skip_taken()

    def add_cell(self, lines: list[str]) -> None:
        """Write a cell of these lines into the row at hand."""
        cell = BREAK.join(lines).replace("|", "\\|")
        row = self.rows[-1]
        if self.height > 1:
            self.taken |= dict.fromkeys(range(len(row), len(row) + self.span), self.height - 1)
        row += [cell, *[""] * (self.span - 1)]
        self._skip_taken()

    def _skip_taken(self) -> None:
        """Leave the columns empty that a cell of a row above takes."""
        row = self.rows[-1]
        while self.taken.get(len(row)):
            self.taken[len(row)] -= 1
            row.append("")

    def lines(self) -> list[str]:
        """Return it with its first row as the head, which every table has here."""
        rows = [row for row in self.rows if any(row)]
        if not rows:
            return []
        width = max(map(len, rows))  # readers cut rows that are longer than the head
        head = rows[0] + [""] * (width - len(rows[0]))
        return [f"| {' | '.join(row)} |" for row in (head, ["---"] * width, *rows[1:])]


def span_of(written: str) -> int:
    """Return how many columns or rows a cell says that it takes, 1 where it says nothing."""
    return min(int(written), _WIDEST_SPAN) if written.isdecimal() and 0 < len(written) < 5 else 1
