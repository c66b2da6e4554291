"""Which box of a page holds its article, and which is its headline."""

from collections import defaultdict

from broadsheet.cleaning.pages.boxes import Box
from broadsheet.cleaning.pages.many import article_among
from broadsheet.cleaning.pages.names import BODY, words_of
from broadsheet.cleaning.soup import letters_of

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SHORTEST_HEADLINE = 8  # characters
_LONGEST_HEADLINE = 400  # characters
_LEAST_OF_TITLE = 0.2  # of the title's letters, in a headline
ENOUGH = 140  # letters of prose that may be an article of their own
# What a box's score, in letters of prose, loses for each label, for each link, for each linked letter.
_LABEL_COST, _LINK_COST, _LINKED_COST = 6, 15, 1
_BONUS, _BONUS_WITH_HEADLINE = 1.4, 2.2  # factors of the score of a box that is named as the body
# A box around the best one must hold this share of its prose more, or this if the best one is named as the
# body; of the letters that it adds, prose is this share at least, and linked letters are this at most.
_MORE, _MORE_THAN_NAMED, _MORE_PROSE, _MORE_LINKED = 0.05, 0.5, 0.5, 0.4
_DESCRIBED = 40  # letters of the page's description that its article begins with


def text_of(box: Box) -> str:
    """Return the text of the box and all within, white space folded."""
    return " ".join(part for inner in box.within() for part in inner.text.split())


def headline_of(top: Box, titles: tuple[str, ...]) -> Box | None:
    """Return the heading that repeats one of the page's titles: the highest in rank, the first of these."""
    wanted = [letters_of(title) for title in titles if title]
    found = [
        (int(box.tag[1]) if box.tag in HEADINGS else 7, box.number, box)
        for box in top.within()
        if box.all_length < _LONGEST_HEADLINE
        and _may_be_headline(box, wanted)
        and _is_one_of(letters_of(text_of(box)), wanted)
    ]
    return min(found, key=lambda entry: entry[:2])[2] if found else None


def _may_be_headline(box: Box, titles: list[str]) -> bool:
    if box.tag in HEADINGS or words_of(box.element) & {"title", "headline"}:
        return True
    if box.tag != "header":
        return False
    text = letters_of(text_of(box))
    return any(2 * len(text) > len(title) and title.startswith(text) for title in titles)


def _is_one_of(text: str, titles: list[str]) -> bool:
    """Whether the text is one of the titles, most of one, or holds one; the site's name in a title is not."""
    if len(text) < _SHORTEST_HEADLINE:
        return text in titles and bool(text)
    return any(
        (text in title and len(text) >= _LEAST_OF_TITLE * len(title))
        or (len(title) >= _SHORTEST_HEADLINE and title in text)
        for title in titles
    )


def is_body(box: Box) -> bool:
    """Whether the page's author named the box as what holds an article.

    The names of a page as a whole tell its kind: what else stands on the page of a post is no part of it.
    """
    return box.tag not in {"html", "body"} and (
        box.tag in {"article", "main"}
        or box.element.get("itemprop") == "articleBody"
        or bool(words_of(box.element) & BODY)
    )


def holds_body(box: Box) -> bool:
    """Whether a box within, or the box, is named as what holds an article, and holds as much as one."""
    return any(inner.all_prose >= ENOUGH and is_body(inner) for inner in box.within())


def main_of(top: Box, headline: Box | None, description: str = "") -> Box:
    """Return the box that holds the article: the one whose prose outweighs its links and labels most.

    Among boxes of like weight, one that its author named as an article's counts for more, and so does the
    text that the page describes itself with.
    """
    described = letters_of(description)[:_DESCRIBED]
    held = frozenset(headline.holders()) if headline else frozenset[Box]()
    top = (headline and article_among(headline, top)) or top
    values: dict[Box, float] = {}
    best, best_value = top, float("-inf")
    for box in reversed(list(top.within())):
        values[box] = _own_value(box, described) + sum(
            values[inner] for inner in box.boxes if not inner.is_gone
        )
        bonus = (_BONUS_WITH_HEADLINE if box in held else _BONUS) if is_body(box) else 1
        rated = values[box] * bonus if values[box] > 0 else values[box]
        if rated >= best_value:
            best, best_value = box, rated
    return _widened(_more_than_a_paragraph(best, top), top) if best.all_prose else top


def _more_than_a_paragraph(box: Box, top: Box) -> Box:
    """Return the box, or, of one that is a paragraph by itself, the part named as a body around it."""
    if box.boxes:
        return box
    for holder in box.holders():
        if is_body(holder):
            return holder
        if holder is top:
            break
    return box


def _widened(box: Box, top: Box) -> Box:
    """Return the box, or one that holds it and more of the article: much prose, and few links beside it."""
    best, alike = box, _Alike(box)
    for holder in box.holders() if box is not top else ():
        more = _MORE_THAN_NAMED if is_body(best) else _MORE
        prose = holder.all_prose - best.all_prose
        length, linked = holder.all_length - best.all_length, holder.all_linked - best.all_linked
        if alike.are_in(holder, best):
            more = 0.0
        if (
            prose >= more * best.all_prose
            and prose >= _MORE_PROSE * length
            and linked < _MORE_LINKED * length
        ):
            best = holder
        if holder is top:
            break
    return best


class _Alike:
    """The boxes of a page that hold prose in boxes of their own, by their classes."""

    def __init__(self, box: Box) -> None:
        *_, top = (box, *box.holders())
        self._by_name: dict[str, list[Box]] = defaultdict(list)
        self._ends: dict[Box, int] = {}
        order = list(top.within())
        for inner in reversed(order):
            self._ends[inner] = max(
                (self._ends[held] for held in inner.boxes if held in self._ends), default=inner.number
            )
            if inner.prose != inner.all_prose >= ENOUGH:
                self._by_name[inner.element.get("class") or ""].append(inner)

    def are_in(self, holder: Box, box: Box) -> bool:
        """Whether another part of what holds the box has its very classes, and prose."""
        name = box.element.get("class")
        return bool(name) and any(
            self._holds(holder, inner) and not (self._holds(box, inner) or self._holds(inner, box))
            for inner in self._by_name[name]
        )

    def _holds(self, holder: Box, box: Box) -> bool:
        return holder.number <= box.number <= self._ends[holder]


def _own_value(box: Box, described: str) -> float:
    if box.prose:
        is_described = len(described) >= _DESCRIBED / 2 and described in letters_of(box.text)
        return (box.prose - box.linked) + (500 if is_described else 0)
    if 2 * box.linked >= box.length > 0:
        return -_LINK_COST * box.links - _LINKED_COST * box.linked
    if box.length and box.tag not in HEADINGS and box.tag not in {"td", "th", "li", "dt", "dd"}:
        return -_LABEL_COST
    return 0.0
