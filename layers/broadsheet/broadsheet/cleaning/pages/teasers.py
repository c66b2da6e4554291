"""Teasers: the same small form three times or more, each with a linked line, is a list of other articles."""

from collections import defaultdict

from broadsheet.cleaning.pages.boxes import Box
from broadsheet.cleaning.pages.choosing import HEADINGS

_FEWEST = 3  # of one form, side by side
_MOST_PROSE = 350  # letters of one teaser's introduction
_SHORTEST_LINK = 10  # letters of a linked headline
_MOSTLY = 0.5  # of a term's letters, those within links


def drop_teasers(top: Box) -> None:
    """Take away groups of neighbours that all have a linked headline and little more."""
    for box in list(top.within()):
        if box.is_gone or len(box.boxes) < _FEWEST:
            continue
        if box.tag == "dl" and _is_ticker(box):
            box.drop()
            continue
        groups: dict[tuple[str, str], list[Box]] = defaultdict(list)
        for inner in box.boxes:
            if not inner.is_gone:
                groups[inner.tag, inner.element.get("class") or ""].append(inner)
        for group in groups.values():
            if len(group) >= _FEWEST and all(_is_teaser(inner) for inner in group):
                for inner in group:
                    inner.drop()


def _is_ticker(box: Box) -> bool:
    """Whether a list of terms is one of linked headlines with their first sentences, the way tickers are."""
    terms = [inner for inner in box.boxes if inner.tag == "dt"]
    return len(terms) >= _FEWEST and all(
        inner.linked >= _SHORTEST_LINK and inner.linked > _MOSTLY * inner.length for inner in terms
    )


def _is_teaser(box: Box) -> bool:
    if not box.boxes or not box.all_links or box.all_prose > _MOST_PROSE or box.tag in {"td", "tr", "p"}:
        return False
    if any(inner.tag in HEADINGS and inner.prose for inner in box.within()):
        return False  # it says what it has to say, and links to its source
    return any(
        inner.linked >= _SHORTEST_LINK and inner.linked > 0.9 * inner.length
        for inner in box.within()
        if inner is not box
    )
