"""The last look at the canonical soup: what the other steps left without sense."""

from bs4 import Tag

from broadsheet.cleaning.blocks import remove
from broadsheet.cleaning.page import Page
from broadsheet.cleaning.soup import tags

# Containers whose only paragraph stands without a `p` of its own.
_TERSE = ("li", "td", "th", "dt", "dd")
_MOST_MOVED = 500  # pieces of a paragraph; each is moved by itself


def tidy(page: Page) -> None:
    """Drop rules that part nothing from nothing, and the `p` of an only paragraph in a list or a table."""
    for rule in tags(page.soup, "hr"):
        before, after = rule.find_previous_sibling(), rule.find_next_sibling()
        if before is None or after is None or after.name == "hr":
            remove(rule)
    for container in tags(page.soup, *_TERSE):
        children = [child for child in container.children if isinstance(child, Tag)]
        if not children or len(children[0].contents) > _MOST_MOVED:
            continue
        if children[0].name == "p" and all(child.name != "p" for child in children[1:]):
            children[0].unwrap()
