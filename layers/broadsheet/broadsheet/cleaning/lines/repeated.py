"""What the entries of one document begin or end with alike, and so is none of theirs.

Reads the first and the last lines' text. Changes: drops lines.
"""

import re

from broadsheet.cleaning.document.lines import Line
from broadsheet.cleaning.page import Page

_NOT_LETTERS = re.compile(r"\s+")


def drop_repeated(page: Page) -> None:
    """Drop the lines at the top and at the end that the entry's document has in most of its entries."""
    repeated = {_key(text) for text in page.entry.repeated}
    if not repeated:
        return
    found = page.document.lines()
    top = _run(found, repeated)
    for line in (*top, *_run(found[: len(top) - 1 if top else None : -1], repeated)):
        page.audit.note("repeated-in-feed", line.text, "most entries of the document have this line")
        page.document.drop_line(line)


def _run(found: list[Line], repeated: set[str]) -> list[Line]:
    """Return the first lines, as far as they are repeated ones."""
    run = list[Line]()
    for line in found:
        if _key(line.text) not in repeated:
            break
        run.append(line)
    return run


def _key(text: str) -> str:
    return _NOT_LETTERS.sub("", text)
