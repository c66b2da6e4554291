"""Formulas: each once, as the TeX that its markup carries, whatever copies of it the page holds.

Works before code goes: MathJax keeps its TeX in scripts. Markup read: MathML 3 (`annotation`, `alttext`),
KaTeX, MathJax 2 and 3, MediaWiki.

Reads the names and classes of tags and what formulas hold. Changes: puts texts in the place of tags.
"""

import re

from bs4 import Tag
from bs4.element import NavigableString

from broadsheet.cleaning.page import Page
from broadsheet.cleaning.soup import attribute, first_within, fold, is_gone

_WHOLE = re.compile(r"(?:^|\s)(?:katex|mwe-math-element|MathJax(?:_\w+)?|math-tex)(?:\s|$)")
_SOURCE = re.compile(r"^math/(?:tex|asciimath)", re.IGNORECASE)
_COPY = re.compile(r"(?:^|\s)MathJax(?:_\w+)?(?:\s|$)")
_DISPLAYSTYLE = re.compile(r"^\{\\displaystyle\s*(.*?)\s*\}$", re.DOTALL)
_LONGEST = 5_000  # characters of one formula
_DEEPEST = 40
_FORMULAS = frozenset({"math", "mjx-container"})
_OF_FORMULAS = _FORMULAS | {"script"}
_UNSPOKEN = ("annotation", "script", "style")
_BASES = {"msup": "^", "msub": "_", "mfrac": "/"}


def write_formulas(page: Page) -> None:
    """Put the TeX of each formula in its place, as text; drop the copies that only draw it."""
    for tag in page.soup.tags():
        if ("class" not in tag.attrs and tag.name not in _OF_FORMULAS) or is_gone(tag):
            continue  # as most
        if tag.name == "script" and _SOURCE.match(attribute(tag, "type")):
            _drop_copies_before(tag)
            _become(tag, tag.get_text())
        elif _is_formula(tag) and (tex := _tex_of(tag)):
            _become(tag, tex)


def _is_formula(tag: Tag) -> bool:
    if tag.name in _FORMULAS:
        return True
    return "class" in tag.attrs and bool(_WHOLE.search(attribute(tag, "class")))


def _become(tag: Tag, tex: str) -> None:
    tex = fold(tex[:_LONGEST])
    match = _DISPLAYSTYLE.match(tex)
    tag.insert_before(NavigableString(match[1] if match else tex))
    tag.decompose()


def _drop_copies_before(script: Tag) -> None:
    """Drop what MathJax drew of a script's formula: it stands right before it."""
    before = script.find_previous_sibling()
    while before is not None and _COPY.search(attribute(before, "class")):
        drawn, before = before, before.find_previous_sibling()
        drawn.decompose()


def _tex_of(tag: Tag) -> str:
    """Return the TeX that markup carries; of MathML without any, what it reads as, in TeX's signs."""
    note = tag.find("annotation", encoding=re.compile("tex", re.IGNORECASE))
    if note is not None:
        return note.get_text()
    math = tag if tag.name == "math" else first_within(tag, "math")
    if math is None:
        return ""
    return attribute(math, "alttext") or _spoken(math, 0)


def _spoken(tag: Tag, depth: int) -> str:
    if depth > _DEEPEST:
        return tag.get_text()
    parts = [
        _spoken(child, depth + 1) if isinstance(child, Tag) else fold(str(child))
        for child in tag.contents
        if not (isinstance(child, Tag) and child.name.startswith(_UNSPOKEN))
    ]
    said = [part for part in parts if part]
    if tag.name in _BASES and len(said) == 2:
        return _BASES[tag.name].join(part if len(part) == 1 else f"{{{part}}}" for part in said)
    if tag.name == "msqrt":
        return f"\\sqrt{{{''.join(said)}}}"
    return "".join(said)
