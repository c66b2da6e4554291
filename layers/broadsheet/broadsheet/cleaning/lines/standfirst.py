"""The standfirst: the paragraph that sums the article up above its text.

Reads the first lines' text, formats and kinds. Changes: sets the page's standfirst, makes a paragraph of a
heading.
"""

from broadsheet.cleaning.document.lines import Line
from broadsheet.cleaning.page import Page

_SHORTEST, _LONGEST = 20, 1_000  # characters
_TWO = 2
_QUESTION = ("?", "？")


def find_standfirst(page: Page) -> None:
    """Take the first block for the standfirst where it is all bold, or a heading that is a sentence."""
    lines = page.document.lines()
    all_lines = [line for line in lines if line.block.is_paragraph or line.block.kind in {"h2", "h3"}]
    found = [] if page.standfirst or (all_lines and _is_interview(all_lines)) else all_lines[:_TWO]
    if len(found) == _TWO and _is_bold(found[0]) and not _is_bold(found[1]):
        page.standfirst = found[0].text if len(found[0].text) >= _SHORTEST else ""
    if not page.standfirst and len(found) == _TWO and _is_a_sentence_above_the_rest(*found):
        page.standfirst = found[0].text
        found[0].block.kind = "p"
    page.standfirst = page.standfirst[:_LONGEST]


def _is_interview(found: list[Line]) -> bool:
    """Whether the first line is a question, and others of its kind follow: an interview begins with one."""
    return found[0].text.endswith(_QUESTION) and any(
        line.text.endswith(_QUESTION) and _is_bold(line) for line in found[_TWO:]
    )


def _is_a_sentence_above_the_rest(head: Line, below: Line) -> bool:
    is_above = head.block.kind < below.block.kind  # h2 < h3 < p
    return is_above and head.text.endswith(("。", "."))


def _is_bold(line: Line) -> bool:
    bold = "".join(run.text for run in line.runs if run.formats and run.formats[0].name == "strong")
    return bool(bold) and "".join(bold.split()) == "".join(line.text.split())
