"""What of a page stands around its article, as tags, roles and names say."""

from collections.abc import Iterator

from broadsheet.cleaning.pages.boxes import Box
from broadsheet.cleaning.pages.choosing import ENOUGH, HEADINGS, holds_body, is_body
from broadsheet.cleaning.pages.names import AROUND, COMMENTS, CONSENT, OVERLAYS, words_of
from broadsheet.cleaning.phrases import PHRASE_RULES
from broadsheet.cleaning.rules.rule import compile_text

_AROUND_TAGS = frozenset({"nav", "footer", "aside", "dialog", "menu"})
_AROUND_ROLES = frozenset(
    {
        "navigation",
        "banner",
        "contentinfo",
        "complementary",
        "search",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
    }
)
_OF_NO_ARTICLE = frozenset({"feed-service", "subscribe", "comments", "copyright"})
_LONGEST_PHRASE = 160  # characters
_NEARLY_ALL = 0.8  # of the prose
# Shares of all prose below which a box is little: any, one named as the body, one beside the headline.
_MOST_OF, _LITTLE_OF, _MOST_BESIDE = 0.4, 0.1, 0.6


def drop_surroundings(top: Box, headline: Box | None) -> None:
    """Take away what tags, roles and names say is not the article's; what holds most prose stays."""
    held = frozenset({headline, *headline.holders()}) if headline else frozenset[Box]()
    for box in top.within():
        if box in held or box.tag in HEADINGS:
            continue
        if _is_of_readers(box, top) or (box.prose and not box.boxes and _is_phrase(box)):
            box.drop()
    around = list(_boxes_around(top, headline, held))
    if top.all_prose - sum(box.all_prose for box in around) < ENOUGH:  # then the names say something else
        around = [box for box in around if box.all_prose < ENOUGH or _is_marked_around(box)]
    for box in around:
        box.drop()


def _is_of_readers(box: Box, top: Box) -> bool:
    """Whether the box is named as one of comments, and is not what holds the article by another name."""
    if not words_of(box.element) & COMMENTS or top.all_prose - box.all_prose < ENOUGH:
        return False
    return box.all_prose < _NEARLY_ALL * top.all_prose or not holds_body(box)


def _boxes_around(top: Box, headline: Box | None, held: frozenset[Box]) -> Iterator[Box]:
    """Yield what stands around the article by its tag, role or name, the outermost boxes only."""
    whole = top.all_prose
    waiting = [top]
    while waiting:
        box = waiting.pop()
        if box.is_gone:
            continue
        if box in held or not _is_around(box) or not _is_beside(box, headline, whole):
            waiting.extend(reversed(box.boxes))
        else:
            yield box


def _is_beside(box: Box, headline: Box | None, whole: float) -> bool:
    """Whether the box holds little of the page's prose, or less than what stands beside the headline.

    What asks for consent may be longer than an article.
    """
    if box.all_prose < (_LITTLE_OF if is_body(box) else _MOST_OF) * whole:
        return True
    return (
        headline is not None
        and whole - box.all_prose >= ENOUGH
        and (box.all_prose < _MOST_BESIDE * whole or bool(words_of(box.element) & CONSENT))
        and (bool(words_of(box.element) & OVERLAYS) or not holds_body(box))
    )


def _is_phrase(box: Box) -> bool:
    """Whether the box is one line that is printed around articles, such as a notice of rights."""
    text = " ".join(box.text.split())
    return len(text) <= _LONGEST_PHRASE and any(
        compile_text(rule.text).fullmatch(text) for rule in PHRASE_RULES if rule.name in _OF_NO_ARTICLE
    )


def _is_around(box: Box) -> bool:
    if box.tag in HEADINGS or box.tag in {"p", "html", "body"}:
        return False
    return _is_marked_around(box) or bool(words_of(box.element) & AROUND)


def _is_marked_around(box: Box) -> bool:
    """Whether the box stands around an article by its tag or role, or lies over the page."""
    return (
        box.tag in _AROUND_TAGS
        or box.element.get("role") in _AROUND_ROLES
        or bool(words_of(box.element) & OVERLAYS)
    )
