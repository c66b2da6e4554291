"""Which box of a page holds its article, and what within that is not the article's."""

from collections import defaultdict
from collections.abc import Iterator

from broadsheet.cleaning.pages.boxes import Box
from broadsheet.cleaning.pages.many import article_among
from broadsheet.cleaning.pages.names import AROUND, BODY, COMMENTS, OVERLAYS, words_of
from broadsheet.cleaning.phrases import PHRASE_RULES
from broadsheet.cleaning.rules.rule import compile_text
from broadsheet.cleaning.soup import letters_of

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
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
_SHORTEST_HEADLINE = 8  # characters
_LONGEST_HEADLINE = 400  # characters
_LEAST_OF_TITLE = 0.2  # of the title's letters, in a headline
_ENOUGH = 140  # letters of prose that may be an article of their own
# Shares of all prose below which a box is little: any, one named as the body, one beside the headline.
_MOST_OF, _LITTLE_OF, _MOST_BESIDE = 0.4, 0.1, 0.6
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
        and _may_be_headline(box)
        and _is_one_of(letters_of(text_of(box)), wanted)
    ]
    return min(found, key=lambda entry: entry[:2])[2] if found else None


def _may_be_headline(box: Box) -> bool:
    return box.tag in HEADINGS or bool(words_of(box.element) & {"title", "headline"})


def _is_one_of(text: str, titles: list[str]) -> bool:
    """Whether the text is one of the titles, most of one, or holds one; the site's name in a title is not."""
    if len(text) < _SHORTEST_HEADLINE:
        return text in titles and bool(text)
    return any(
        (text in title and len(text) >= _LEAST_OF_TITLE * len(title))
        or (len(title) >= _SHORTEST_HEADLINE and title in text)
        for title in titles
    )


def drop_surroundings(top: Box, headline: Box | None) -> None:
    """Take away what tags, roles and names say is not the article's; what holds most prose stays."""
    held = frozenset({headline, *headline.holders()}) if headline else frozenset[Box]()
    for box in top.within():
        if box in held or box.tag in HEADINGS:
            continue
        if (words_of(box.element) & COMMENTS and top.all_prose - box.all_prose >= _ENOUGH) or (
            box.prose and not box.boxes and _is_phrase(box)
        ):
            box.drop()
    around = list(_boxes_around(top, headline, held))
    if top.all_prose - sum(box.all_prose for box in around) < _ENOUGH:  # then the names say something else
        around = [box for box in around if box.all_prose < _ENOUGH or _is_marked_around(box)]
    for box in around:
        box.drop()


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
    """Whether the box holds little of the page's prose, or less than what stands beside the headline."""
    if box.all_prose < (_LITTLE_OF if is_body(box) else _MOST_OF) * whole:
        return True
    return (
        headline is not None
        and whole - box.all_prose >= _ENOUGH
        and box.all_prose < _MOST_BESIDE * whole
        and (bool(words_of(box.element) & OVERLAYS) or not _holds_body(box))
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


def is_body(box: Box) -> bool:
    """Whether the page's author named the box as what holds an article.

    The names of a page as a whole tell its kind: what else stands on the page of a post is no part of it.
    """
    return box.tag not in {"html", "body"} and (
        box.tag in {"article", "main"}
        or box.element.get("itemprop") == "articleBody"
        or bool(words_of(box.element) & BODY)
    )


def _holds_body(box: Box) -> bool:
    return any(inner.all_prose >= _ENOUGH and is_body(inner) for inner in box.within())


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
    return _widened(best, top) if best.all_prose else top


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
            if inner.prose != inner.all_prose >= _ENOUGH:
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
