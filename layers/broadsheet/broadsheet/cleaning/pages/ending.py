"""Where the article of a page ends: behind the last of its prose, before what is printed below articles."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from broadsheet.cleaning.pages.boxes import Box
from broadsheet.cleaning.pages.choosing import HEADINGS, text_of
from broadsheet.cleaning.phrases import ENDS
from broadsheet.cleaning.rules.rule import compile_text

# Shares of the prose behind which the article may end: at a heading, at another box.
_AT_HEADING, _AT_BOX = 0.4, 0.65
_GOES_ON = 0.15  # of the prose: more than follows an article in the article's own place
_LINKED = 0.5  # of the letters
_BUTTONS = 3  # that say the same
_MOST_HEADS = 20  # that are looked at


def drop_end(main: Box) -> None:
    """Drop what follows a head that says that the article is over, unless its paragraphs go on."""
    order = list(main.within())
    for place in islice(_end_heads(order, main.all_prose), _MOST_HEADS):
        goes_on = _prose_like(order[:place], order[place:]) >= _GOES_ON * main.all_prose
        if not goes_on and not _is_button_of_many(order[place], order):
            held = set(order[place].holders())
            for later in order[place:]:
                if later not in held:
                    later.drop()
            return


def _end_heads(order: list[Box], prose: float) -> Iterator[int]:
    """Yield the places of the heads that may end the article."""
    seen = 0.0
    for place, box in enumerate(order):
        if seen >= (_AT_HEADING if box.tag in HEADINGS else _AT_BOX) * prose and _is_end_head(box):
            yield place
        seen += box.prose


def _prose_like(before: list[Box], after: list[Box]) -> float:
    """Return the prose in paragraphs after a place that stand where most of those before it stand."""
    places = Counter[tuple[Box | None, str]]()
    for box in before:
        if box.prose and not box.boxes:
            places[box.parent, box.tag] += round(box.prose)
    ((place, _),) = places.most_common(1) or [((None, ""), 0)]
    return sum(box.prose for box in after if (box.parent, box.tag) == place and not box.boxes)


def _is_end_head(box: Box) -> bool:
    if not 0 < box.all_length < 60 or not (box.tag in HEADINGS or box.tag in {"div", "section", "header"}):
        return False
    return bool(compile_text(ENDS).fullmatch(text_of(box)))


def _is_button_of_many(box: Box, order: list[Box]) -> bool:
    """Whether the box is one of three or more buttons that say the same, each below a part of the article."""
    alike = (one for one in order if one.tag == box.tag and one.all_length == box.all_length)
    return box.link_density > _LINKED and sum(text_of(one) == text_of(box) for one in alike) >= _BUTTONS
