"""Lines that rules name by their text: footers, prompts, lists of other articles.

Reads a line's text, links, block and containers, and what follows it. Changes: cuts texts, drops lines and
elements, makes rules of separators; adds to the page's bylines, and may set its copyright.
"""

import re

from broadsheet.cleaning.document.document import Element
from broadsheet.cleaning.document.lines import Line
from broadsheet.cleaning.lines.link_lists import is_own
from broadsheet.cleaning.lines.standing import (
    LISTS,
    is_head_of_prose,
    is_in_cell,
    is_step,
    is_term,
    is_verse,
    parts_prose,
)
from broadsheet.cleaning.page import Page
from broadsheet.cleaning.rules.everywhere import READ_ALSO
from broadsheet.cleaning.rules.rule import Action, Rule

_LONGEST = 600
"""Lines longer than this are prose, whatever they begin with."""

_LABELS = frozenset({"share", "ads", "further-reading"})
"""Rules for words that may as well be the head, the term or the verse of an article."""
_PROMPTS = frozenset({"subscribe", "listen", "support", "continue-reading", "share"})
"""Rules for requests that may as well be a step among others."""
_COLONS = (":", "：")
_CLAUSE = re.compile(r"[,，、；;]")
_ENDS_OF_SENTENCES = tuple(mark + quote for mark in "。.！？!?" for quote in ("", *"\"”」’'"))
_ADDRESSED = re.compile(READ_ALSO, re.IGNORECASE)


def apply_line_rules(page: Page) -> None:
    """Do to each line that a rule names what the rule says; look again at those that were cut."""
    lines = page.document.lines()
    while lines:
        lines = [line for line in lines if _is_worth_trying(page, line) and _try(page, line)]


def _is_worth_trying(page: Page, line: Line) -> bool:
    if len(line.text) > _LONGEST or line.block.kind == "pre" or line.is_gone or not line.text:
        return False
    return page.rules.cuts or page.rules.may_name(line.text, is_prose=_is_prose(line))


def _try(page: Page, line: Line) -> bool:
    """Do to the line what the rules say; return whether it reads otherwise now, and is there still."""
    was_cut, text, is_prose = False, line.text, _is_prose(line)
    for rule, pattern in page.rules.of_lines:
        if rule.action is Action.CUT:
            was_cut |= _cut(page, rule, pattern, line)
        elif not (is_prose and rule.spares_prose) and (match := pattern.fullmatch(text)):
            if _is_kept(page, rule, line):
                continue
            if rule.action is Action.AUTHOR:
                page.bylines.append(match.groupdict().get("names") or match[0])
                continue
            _apply(page, rule, line)
            return False
    return was_cut


def _is_kept(page: Page, rule: Rule, line: Line) -> bool:
    """Whether a rule for everything would take what stands, or reads, as no boilerplate does."""
    if rule.hosts:
        return False
    if is_in_cell(line):
        return True
    if rule.name in _LABELS:
        return (
            is_term(line)
            or (rule.name != "further-reading" and is_verse(line, page.rules.is_label))
            or (not line.text.endswith(_COLONS) and is_head_of_prose(page.document, line))
            or (rule.action is Action.DROP_LIST and _is_bibliography(page, line))
        )
    return rule.name in _PROMPTS and is_step(page.document, line, page.rules.is_label)


def _is_bibliography(page: Page, head: Line) -> bool:
    """Whether the list below its head leads to other sites only, as the sources of an article do."""
    if _ADDRESSED.match(head.text):  # it speaks to the reader, and names no sources
        return False
    _, elements = _with_list_after(page, head)
    lists = [element for element in elements if element.name in LISTS]
    links = [link.href for element in lists for line in element.lines for link, _ in line.linked()]
    return bool(links) and not any(is_own(address, page) for address in links)


def _is_prose(line: Line) -> bool:
    """Whether the line reads as a sentence: no link, clauses, and a full stop; prompts have none of these."""
    ends = line.text.endswith(_ENDS_OF_SENTENCES)
    return ends and bool(_CLAUSE.search(line.text)) and not line.linked()


def _apply(page: Page, rule: Rule, line: Line) -> None:
    lines, elements = [line], list[Element]()
    if rule.action is Action.DROP_LIST:
        lines, elements = _with_list_after(page, line)
    elif rule.action is Action.DROP_REST:
        lines = [line, *line.after()]
        elements = list(page.document.all_after(line.block))
    elif rule.action is Action.BYLINE:
        page.bylines.append(line.text)
    elif rule.action is Action.COPYRIGHT:
        page.copyright = page.copyright or line.text
    elif rule.name == "separator" and parts_prose(page.document, line):
        page.audit.note(rule.name, line.text, rule.why)
        line.block.kind, line.block.lines = "hr", []
        return
    for element in elements:
        page.audit.note(rule.name, element.text, rule.why)
        page.document.drop(element)
    for doomed in lines:
        page.audit.note(rule.name, doomed.text, rule.why)
        page.document.drop_line(doomed)


def _with_list_after(page: Page, head: Line) -> tuple[list[Line], list[Element]]:
    """Return the head of a list with the lines of nothing but links that follow it, and such elements."""
    linked = list[Line]()
    for line in head.after():
        if not line.is_only_links:
            return [head, *linked], []
        linked.append(line)
    elements = list[Element]()
    for element in page.document.siblings_after(Element(head.block)):
        if element.name not in {"ul", "ol"} and not _is_only_links(element):
            break
        elements.append(element)
    return [head, *linked], elements


def _is_only_links(element: Element) -> bool:
    """Whether the element is lines of nothing but links, or the card of one."""
    figure = element.blocks[0].figure if element.name == "figure" else None
    if figure:
        return bool(figure.kind) and not figure.captions
    lines = element.lines
    return bool(lines) and all(line.is_only_links for line in lines)


def _cut(page: Page, rule: Rule, pattern: re.Pattern[str], line: Line) -> bool:
    changed = False
    for run in line.runs:
        rest = run.text if run.formats else pattern.sub("", run.text)
        if rest != run.text:
            page.audit.note(rule.name, run.text, rule.why)
            run.text = rest
            changed = True
    if changed:
        line.read()
    return changed
