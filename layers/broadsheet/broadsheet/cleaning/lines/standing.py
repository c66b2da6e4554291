"""Where a line stands, which may say more than its words: in a table, a poem, a glossary, over prose."""

import re
from collections.abc import Callable
from itertools import chain, islice

from broadsheet.cleaning.document.document import Document, Element
from broadsheet.cleaning.document.lines import Line

LISTS = frozenset({"ul", "ol"})
_CELLS = frozenset({"td", "th"})
_TERMS = frozenset({"dt", "dd"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SENTENCE = re.compile(r"\w.*[.!?…。！？।؟۔][\"”’»」』）)]*$", re.DOTALL)
# Scripts without full stops: long text with blanks between its clauses is one or more sentences.
_UNSTOPPED = re.compile(r"(?=.{40})[\u0e00-\u0eff]+ .*[\u0e00-\u0eff]$", re.DOTALL)
_FEWEST_VERSES, _LONGEST_VERSE = 4, 60  # lines in one paragraph, and characters of each
_NEAR = 6  # lines on each side that tell a poem
_ENOUGH_ITEMS = 50  # other lines of a list that tell what it is of


def is_in_cell(line: Line) -> bool:
    """Whether the line is a table's, and so a fact in a row and a column."""
    return any(one.name in _CELLS for one in line.block.containers)


def is_term(line: Line) -> bool:
    """Whether the line is a term of a glossary, or what is said of one."""
    return any(one.name in _TERMS for one in line.block.containers)


def is_head_of_prose(document: Document, line: Line) -> bool:
    """Whether the line is a heading, and a sentence follows it."""
    if line.block.kind not in _HEADINGS:
        return False
    below = next(document.siblings_after(Element(line.block)), None)
    if below is None or below.name != "p" or not below.lines:
        return False
    first = below.lines[0]
    is_sentence = _SENTENCE.search(first.text) or _UNSTOPPED.match(first.text)
    return bool(is_sentence) and not first.is_only_links


def is_verse(line: Line, is_label: Callable[[str], bool]) -> bool:
    """Whether the line is one of a poem's: of several short ones, most of them no labels."""
    place = line.block.lines.index(line)
    verses = [one for one in line.block.lines[max(0, place - _NEAR) : place + _NEAR + 1] if one.text]
    told = [one for one in verses if not is_label(one.text)]
    return (
        len(verses) >= _FEWEST_VERSES
        and max(len(one.text) for one in verses) <= _LONGEST_VERSE
        and 2 * len(told) >= len(verses)
    )


def is_step(document: Document, line: Line, is_label: Callable[[str], bool]) -> bool:
    """Whether the line is an item of a numbered list, or of one that also holds other things."""
    depth = max((n for n, one in enumerate(line.block.containers) if one.name in LISTS), default=-1)
    if depth < 0:
        return False
    listing = line.block.containers[depth]
    if listing.name == "ol":
        return not line.is_only_links
    around = line.block.containers[: depth + 1]
    blocks = chain([line.block], document.beside(line.block, around))
    others = (one for block in blocks for one in block.lines if one is not line and one.text)
    return any(not one.is_only_links and not is_label(one.text) for one in islice(others, _ENOUGH_ITEMS))


def parts_prose(document: Document, line: Line) -> bool:
    """Whether the line stands alone between two paragraphs, as a break between scenes does."""
    if line.block.kind != "p" or len(line.block.lines) > 1 or line.block.is_bare:
        return False
    element = Element(line.block)
    before, after = document.sibling_before(element), next(document.siblings_after(element), None)
    return before is not None and after is not None and before.name == "p" and after.name == "p"
