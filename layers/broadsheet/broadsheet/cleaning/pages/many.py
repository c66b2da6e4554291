"""Pages of many articles: the one that was asked for, and those that a reader scrolls on to."""

from collections.abc import Iterator

from broadsheet.cleaning.pages.boxes import Box

_ENOUGH = 140  # letters of prose that may be an article of their own
_HEADS = frozenset({"h1", "h2", "h3"})


def article_among(headline: Box, top: Box) -> Box | None:
    """Return the `article` of the headline where the page has others beside it, under headings of their own.

    None where there are no others, where it holds next to nothing, or where more prose stands in none.
    """
    own = next((box for box in headline.holders() if box.tag == "article"), None)
    if own is None or own.all_prose < _ENOUGH:
        return None
    others = list(_others(own, top))
    outside = top.all_prose - own.all_prose - sum(box.all_prose for box in others)
    has_heads = any(inner.tag in _HEADS for box in others for inner in box.within())
    return own if has_heads and outside < own.all_prose else None


def _others(own: Box, top: Box) -> Iterator[Box]:
    """Yield the outermost articles that neither are this one nor hold it."""
    holders = set(own.holders())
    waiting = [top]
    while waiting:
        box = waiting.pop()
        if box.tag == "article" and box is not own and box not in holders and not box.is_gone:
            yield box
        elif box is not own and not box.is_gone:
            waiting.extend(box.boxes)
