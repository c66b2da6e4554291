"""Addresses that stand alone on their line: players that the feed left out.

Reads the text and kind of lines. Changes: makes figures of lines.
"""

import re
from itertools import islice

from broadsheet.cleaning.addresses import resolve
from broadsheet.cleaning.document.document import Block, Document, Figure
from broadsheet.cleaning.document.lines import Line
from broadsheet.cleaning.page import Page
from broadsheet.cleaning.removing.networks import kind_of, watch_address

_ADDRESS = re.compile(r"https?://\S+")
_MOST = 1_000  # that stand by themselves in one article


def take_bare_addresses(page: Page) -> None:
    """Turn each paragraph or line that is nothing but the address of a video or a recording into a figure."""
    addresses = (
        line
        for line in page.document.lines()
        if line.block.kind == "p" and line.text.startswith("http") and _ADDRESS.fullmatch(line.text)
    )
    for line in islice(addresses, _MOST):
        url = watch_address(resolve(line.text, page.url))
        if url and kind_of(url) != "embed":
            _become_figure(page.document, line, Figure(address=url, kind=kind_of(url)))


def _become_figure(document: Document, line: Line, figure: Figure) -> None:
    """Put a figure in a line's place, or behind the rest of its block."""
    block = line.block
    if len(block.lines) > 1:
        document.insert_after(block, Block("figure", block.containers, figure))
        document.drop_line(line)
    else:
        block.kind, block.lines, block.figure = "figure", [], figure
