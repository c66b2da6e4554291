"""The page as a tree of boxes: block elements with the weight of the text that they hold.

What a box weighs is counted once, in one pass over the page, and summed towards the root; everything that
is decided about a page is decided by these numbers and by the names that its author gave.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

# Text runs on through these; every other element stands on lines of its own.
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "ins",
    "kbd", "label", "mark", "math", "nobr", "picture", "q", "rb", "rp", "rt", "ruby", "s",
    "samp",
    "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
# What nobody reads as text: machinery, players, fields.
_SILENT = frozenset({
    "audio", "canvas", "embed", "head", "iframe", "input", "link", "map", "meta", "noscript", "object",
    "option", "script", "select", "style", "svg", "template", "textarea", "title", "video",
})  # fmt: skip
# What holds blocks, and text between them.
_FLOWS = ("article", "body", "center", "div", "header", "main", "section", "td")
_NO_BLOCKS = _INLINE | _SILENT
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# Where a clause or a sentence ends; a dot within a number or a name ends none. Thai and Lao have blanks.
_CLAUSE = re.compile(
    r"[,.;:!?…]+(?=\s|[\"”»’)\]]|$)|[，。、；：！？।،؛؟۔]|(?<=[\u0e00-\u0eff]) (?=[\u0e00-\u0eff])"
)
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_DENSITY = 2.5
"""How many letters of an alphabet a character of Chinese, Japanese or Korean stands for."""
# Letters that are prose if a clause ends among them, and if none does; of the letters, those within links.
_PROSE, _PROSE_WITHOUT_CLAUSE, _LINKED = 40, 120, 0.5


@dataclass(eq=False, slots=True)
class Box:
    """A block element: its own text, without that of the boxes within it, and the sums over all of it.

    Lengths are in letters; `linked` is what stands in links; `prose` is what reads as sentences.
    """

    element: html.HtmlElement
    parent: "Box | None"
    number: int
    text: str = ""
    length: float = 0
    linked: float = 0
    clauses: int = 0
    links: int = 0
    pictures: int = 0
    boxes: list["Box"] = field(default_factory=list)
    all_length: float = 0
    all_linked: float = 0
    all_links: int = 0
    all_prose: float = 0
    all_pictures: int = 0
    prose: float = 0
    is_gone: bool = False

    @property
    def tag(self) -> str:
        """The element's name."""
        return str(self.element.tag)

    @property
    def link_density(self) -> float:
        """The share of all its text that stands in links."""
        return self.all_linked / self.all_length if self.all_length else 0.0

    def within(self) -> Iterator["Box"]:
        """Yield the box and all boxes within it that are not gone, in the order of reading.

        One that is dropped when it is met is left with all that it holds.
        """
        waiting = [self]
        while waiting:
            box = waiting.pop()
            if box.is_gone:
                continue
            yield box
            if not box.is_gone:
                waiting.extend(reversed(box.boxes))

    def holders(self) -> Iterator["Box"]:
        """Yield the boxes that hold this one, the nearest first."""
        box = self.parent
        while box is not None:
            yield box
            box = box.parent

    def drop(self) -> None:
        """Take the box away, and its weight from all that hold it, unless one of them is gone with it."""
        holders = list(self.holders())
        if self.is_gone or any(holder.is_gone for holder in holders):
            return
        self.is_gone = True
        length, linked, prose = self.all_length, self.all_linked, self.all_prose
        for holder in holders:
            holder.all_length -= length
            holder.all_linked -= linked
            holder.all_links -= self.all_links
            holder.all_prose -= prose
            holder.all_pictures -= self.all_pictures


def wrap_runs(root: html.HtmlElement) -> None:
    """Give text that stands between blocks a block of its own, so that it can be judged as they are."""
    for element in list(root.iter(*_FLOWS)):
        if any(isinstance(child.tag, str) and child.tag not in _NO_BLOCKS for child in element):
            _wrap_runs_of(element)


def _wrap_runs_of(element: html.HtmlElement) -> None:
    run: html.HtmlElement | None = None
    if element.text and element.text.strip():
        run = html.Element("div")
        run.text, element.text = element.text, None
        element.insert(0, run)
    for child in list(element):
        if child is run:
            continue
        if child.tag in _NO_BLOCKS:
            if run is None:
                run = html.Element("div")
                child.addprevious(run)
            run.append(child)
            continue
        tail, run = child.tail, None
        if tail and tail.strip():
            run = html.Element("div")
            run.text, child.tail = tail, None
            child.addnext(run)


def boxes_of(root: html.HtmlElement, *, with_hidden: bool = False) -> Box:
    """Return the box of the root, with all others in it; hidden elements only if asked for."""
    top = Box(element=root, parent=None, number=0)
    places: dict[html.HtmlElement, tuple[Box, bool] | None] = {root: (top, False)}
    texts: dict[Box, list[str]] = {top: []}
    order = [top]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        held = places[root if element is root else element.getparent()]
        if event == "end":
            if held and element is not root and element.tail:
                _add(element.tail, held, texts)
            continue
        place = held
        if element is not root:
            place = places[element] = held and _place(element, held, order, texts, with_hidden=with_hidden)
        if place and element.text:
            _add(element.text, place, texts)
    for box in reversed(order):
        _sum_up(box, "".join(texts[box]))
    return top


def _place(
    element: html.HtmlElement,
    held: tuple[Box, bool],
    order: list[Box],
    texts: dict[Box, list[str]],
    *,
    with_hidden: bool,
) -> tuple[Box, bool] | None:
    """Return the box that the element's text belongs to, and whether it is a link's; None for no text."""
    box, is_linked = held
    name = element.tag
    if name == "img":
        box.pictures += 1
    if name in _SILENT or (name == "button" and element.find(".//p") is None):
        return None
    if not with_hidden and _is_hidden(element):
        return None
    if name == "a" and element.get("href"):
        box.links += 1
        return box, True
    if name in _INLINE:
        if name == "br":
            texts[box].append("\n")
        return box, is_linked
    inner = Box(element=element, parent=box, number=len(order))
    box.boxes.append(inner)
    order.append(inner)
    texts[inner] = []
    texts[box].append("\n")
    return inner, is_linked


def _is_hidden(element: html.HtmlElement) -> bool:
    style = element.get("style")
    return (style is not None and bool(_HIDDEN.search(style))) or element.get("hidden") is not None


def _add(text: str, place: tuple[Box, bool], texts: dict[Box, list[str]]) -> None:
    box, is_linked = place
    if is_linked:
        box.linked += _letters(text)
    texts[box].append(text)


def _letters(text: str) -> float:
    folded = "".join(text.split())
    if not folded or folded.isascii():
        return len(folded)
    return len(folded) + (_DENSITY - 1) * len(_DENSE.findall(folded))


def _sum_up(box: Box, text: str) -> None:
    box.text = text
    box.length = _letters(text)
    plain = box.length - box.linked
    if plain >= _PROSE and box.linked < _LINKED * box.length:
        box.clauses = len(_CLAUSE.findall(text))
        if box.clauses or plain >= _PROSE_WITHOUT_CLAUSE:
            box.prose = plain
    box.all_length += box.length
    box.all_linked += box.linked
    box.all_links += box.links
    box.all_prose += box.prose
    box.all_pictures += box.pictures
    if box.parent is not None:
        box.parent.all_length += box.all_length
        box.parent.all_linked += box.all_linked
        box.parent.all_links += box.all_links
        box.parent.all_prose += box.all_prose
        box.parent.all_pictures += box.all_pictures
