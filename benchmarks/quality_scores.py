"""How much of an article a tool kept, block by block, and how much else it let in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import lxml.html
from lxml import etree

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "iframe",
        "img",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "ul",
        "video",
        "audio",
    ]
)
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "button"})
_GRAM = 5
_SHORT = 8
_PRESENT = 0.8
_MOST_BULK = 1.15
_ANY_BULK = 40


@dataclass(frozen=True, kw_only=True)
class Label:
    """The numbers of an article's blocks that belong, that do not, and that may; and its authors."""

    id: str
    file: str
    main: frozenset[int]
    drop: frozenset[int]
    neutral: frozenset[int]
    authors: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Score:
    """One article's score: `perfect` when all that belongs is there, nothing that does not, nothing twice."""

    id: str
    f1: float
    bulk: float
    lost: list[int]
    leaked: list[int]
    perfect: bool


def label_of(row: Mapping[str, str | list[str]]) -> Label:
    """Read one row of a labels file."""
    return Label(
        id=str(row["id"]),
        file=str(row["file"]),
        main=_numbers(str(row["main"])),
        drop=_numbers(str(row["drop"])),
        neutral=_numbers(str(row["neutral"])),
        authors=tuple(row["authors"]),
    )


def _numbers(ranges: str) -> frozenset[int]:
    found: set[int] = set()
    for part in filter(None, ranges.replace(" ", "").split(",")):
        first, _, last = part.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)


def blocks_of(html: str) -> list[str]:
    """Return the visible text of each block-level run of the HTML, without white space, in document order."""
    root = lxml.html.document_fromstring(f"<div>{html or ' '}</div>")
    blocks: list[str] = []
    run: list[str] = []
    for piece in _pieces(root):
        if piece is None:
            blocks.append("".join("".join(run).split()))
            run.clear()
        else:
            run.append(piece)
    return [block for block in (*blocks, "".join("".join(run).split())) if block]


def _pieces(root: "etree._Element") -> Iterator[str | None]:
    """Yield the texts in document order, and None where a block begins or ends."""
    unseen = 0
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        is_element = isinstance(node.tag, str)
        if event == "start":
            unseen += node.tag in _UNSEEN
            if not unseen:
                if node.tag in _BLOCKS:
                    yield None
                yield node.text or ""
            continue
        if is_element and not unseen and node.tag in _BLOCKS:
            yield None
        if is_element:
            unseen -= node.tag in _UNSEEN
        if not unseen:
            yield node.tail or ""


def score(label: Label, html: str, text: str) -> Score:
    """Score a tool's text of one article.

    A block is there when at least 80 % of its runs of five characters are in the text.
    """
    blocks = blocks_of(html)
    text = "".join(text.split())
    grams = {text[start : start + _GRAM] for start in range(len(text) - _GRAM + 1)}
    there = {number for number, block in enumerate(blocks) if _is_there(block, text, grams)}

    def size(numbers: Iterable[int]) -> int:
        return sum(len(blocks[number]) for number in numbers)

    main, drop, neutral = (size(numbers & there) for numbers in (label.main, label.drop, label.neutral))
    wanted = size(label.main)
    recall = main / wanted if wanted else 1.0
    precision = main / (main + drop) if main + drop else float(not wanted)
    bulk = len(text) / max(1, main + drop + neutral)
    lost, leaked = sorted(label.main - there), sorted(label.drop & there)
    return Score(
        id=label.id,
        f1=2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        bulk=bulk,
        lost=lost,
        leaked=leaked,
        perfect=not lost and not leaked and (bulk <= _MOST_BULK or len(text) < _ANY_BULK),
    )


def _is_there(block: str, text: str, grams: set[str]) -> bool:
    if len(block) < _SHORT:
        return block in text
    own = [block[start : start + _GRAM] for start in range(len(block) - _GRAM + 1)]
    return sum(gram in grams for gram in own) >= _PRESENT * len(own)


def authors_found(labels: Sequence[Label], found: Sequence[Iterable[str]]) -> tuple[int, int, int]:
    """Return how many authors were named rightly, wrongly, and not at all, over all articles."""
    right = wrong = missed = 0
    for label, names in zip(labels, found, strict=True):
        gold, got = _folded(label.authors), _folded(names)
        right, wrong, missed = right + len(gold & got), wrong + len(got - gold), missed + len(gold - got)
    return right, wrong, missed


def _folded(names: Iterable[str]) -> set[str]:
    return {"".join(name.split()).casefold() for name in names}


def mean(values: Iterable[float]) -> float:
    """Return the mean, 0 of nothing."""
    found = list(values)
    return sum(found) / len(found) if found else 0.0
