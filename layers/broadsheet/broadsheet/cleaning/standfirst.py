"""The standfirst: the paragraph that sums the article up above its text."""

from bs4 import Tag

from broadsheet.cleaning.blocks import Line, lines
from broadsheet.cleaning.page import Page

_SHORTEST, _LONGEST = 20, 1_000


def find_standfirst(page: Page) -> None:
    """Take the first paragraph for the standfirst where it is bold as a whole and the next one is not."""
    found = [line for line in lines(page.soup) if line.block.name in {"p", "h2", "h3"}][:2]
    if not page.standfirst and len(found) == 2 and _is_bold(found[0]) and not _is_bold(found[1]):
        page.standfirst = found[0].text if len(found[0].text) >= _SHORTEST else ""
    page.standfirst = page.standfirst[:_LONGEST]


def _is_bold(line: Line) -> bool:
    bold = "".join(node.get_text() for node in line.nodes if isinstance(node, Tag) and node.name == "strong")
    return bool(bold) and "".join(bold.split()) == "".join(line.text.split())
