"""The last look at the document: what the other steps left without sense.

Reads the kinds and containers of blocks. Changes: drops rules, takes the tag off paragraphs that are alone.
"""

from broadsheet.cleaning.document.document import Block, Container, Element
from broadsheet.cleaning.page import Page

# Containers whose only paragraph stands without a `p` of its own.
_TERSE = frozenset({"li", "td", "th", "dt", "dd"})


def tidy(page: Page) -> None:
    """Drop rules that part nothing from nothing, and the `p` of an only paragraph in a list or a table."""
    for rule in page.document.blocks:
        if rule.kind == "hr":
            _drop_idle(page, Element(rule))
    held: dict[Container, list[Block | Container]] = {}
    for block in page.document.blocks:
        if not block.containers:
            continue  # as most
        path: tuple[Block | Container, ...] = (*block.containers, block)
        for container, child in zip(block.containers, path[1:], strict=True):
            if container.name in _TERSE and held.setdefault(container, [])[-1:] != [child]:
                held[container].append(child)
    for first, *rest in held.values():
        if isinstance(first, Block) and first.kind == "p":
            first.is_bare = not any(isinstance(other, Block) and other.kind == "p" for other in rest)


def _drop_idle(page: Page, rule: Element) -> None:
    after = next(page.document.siblings_after(rule), None)
    if after is None or after.name == "hr" or page.document.sibling_before(rule) is None:
        page.document.drop(rule)
