"""Lines that rules name by their text: footers, prompts, lists of other articles.

Works on the canonical soup, line by line, until no rule finds anything more.
"""

import re

from bs4 import Tag
from bs4.element import NavigableString

from broadsheet.cleaning.blocks import Line, lines, lines_after, lines_of, remove
from broadsheet.cleaning.page import Page
from broadsheet.cleaning.rule import Action, Rule, compile_text
from broadsheet.cleaning.soup import text_of

_LONGEST = 600
"""Lines longer than this are prose, whatever they begin with."""

_SENTENCE = re.compile(r"[,，、；;].*[。.！？!?][\"”」’']?$", re.DOTALL)

Patterns = list[tuple[Rule, re.Pattern[str]]]


def apply_line_rules(page: Page) -> None:
    """Do to each line that a rule names what the rule says."""
    patterns = [(rule, compile_text(rule.text)) for rule in page.rules if rule.is_about_lines]
    while _pass(page, patterns):
        pass


def _pass(page: Page, patterns: Patterns) -> bool:
    changed = False
    for line in lines(page.soup):
        if len(line.text) > _LONGEST or line.block.name == "pre" or _is_gone(line, page):
            continue
        for rule, pattern in patterns:
            if rule.action is Action.CUT:
                changed |= _cut(page, rule, pattern, line)
            elif (match := pattern.fullmatch(line.text)) and not (_is_general(rule) and _is_prose(line)):
                if rule.action is Action.AUTHOR:
                    page.bylines.append(match.groupdict().get("names") or match[0])
                    continue
                _apply(page, rule, line)
                changed = True
                break
    return changed


def _is_general(rule: Rule) -> bool:
    return not rule.hosts and rule.action is not Action.COPYRIGHT


def _is_prose(line: Line) -> bool:
    """Whether the line reads as a sentence: no link, clauses, and a full stop; prompts have none of these."""
    return bool(_SENTENCE.search(line.text)) and not any(True for _ in line.links())


def _is_gone(line: Line, page: Page) -> bool:
    return line.nodes[0].parent is None or page.soup not in line.block.parents


def _apply(page: Page, rule: Rule, line: Line) -> None:
    doomed_lines, doomed_blocks = [line], list[Tag]()
    if rule.action is Action.DROP_LIST:
        doomed_lines, doomed_blocks = _with_list_after(line)
    elif rule.action is Action.DROP_REST:
        doomed_lines = [line, *lines_after(line)]
        doomed_blocks = [
            tag for start in (line.block, *line.block.parents) for tag in start.find_next_siblings()
        ]
    elif rule.action is Action.BYLINE:
        page.bylines.append(line.text)
    elif rule.action is Action.COPYRIGHT:
        page.copyright = page.copyright or line.text
    for block in doomed_blocks:
        page.audit.note(rule.name, text_of(block))
        remove(block)
    for doomed in doomed_lines:
        page.audit.note(rule.name, doomed.text)
        doomed.remove()


def _with_list_after(head: Line) -> tuple[list[Line], list[Tag]]:
    """Return the head of a list with the lines of nothing but links that follow it, and such blocks."""
    linked = list[Line]()
    for line in lines_after(head):
        if not line.is_only_links:
            return [head, *linked], []
        linked.append(line)
    blocks = list[Tag]()
    for sibling in head.block.next_siblings:
        if not isinstance(sibling, Tag):
            continue
        own = lines(sibling) or list(lines_of(sibling))
        if sibling.name not in {"ul", "ol"} and not (own and all(line.is_only_links for line in own)):
            break
        blocks.append(sibling)
    return [head, *linked], blocks


def _cut(page: Page, rule: Rule, pattern: re.Pattern[str], line: Line) -> bool:
    strings = [node for node in line.nodes if isinstance(node, NavigableString)]
    rests = [(string, rest) for string in strings if (rest := pattern.sub("", string)) != string]
    for string, rest in rests:
        page.audit.note(rule.name, string)
        string.replace_with(NavigableString(rest))
    return bool(rests)
