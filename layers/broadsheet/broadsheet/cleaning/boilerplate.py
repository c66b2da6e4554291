"""Blocks that rules name by their text: footers, prompts, lists of other articles.

Works on the canonical soup, block by block, until no rule finds anything more.
"""

import re

from bs4 import Tag
from bs4.element import NavigableString

from broadsheet.cleaning.blocks import leaves, own_text, remove
from broadsheet.cleaning.page import Page
from broadsheet.cleaning.rule import Action, Rule, compile_text
from broadsheet.cleaning.soup import text_of

_LONGEST = 2_000
"""Blocks longer than this are prose, whatever they begin with."""

Patterns = list[tuple[Rule, re.Pattern[str]]]


def apply_block_rules(page: Page) -> None:
    """Do to each block that a rule names what the rule says."""
    patterns = [(rule, compile_text(rule.text)) for rule in page.rules if rule.is_about_blocks]
    while _pass(page, patterns):
        pass


def _pass(page: Page, patterns: Patterns) -> bool:
    changed = False
    for block, text in leaves(page.soup):
        if len(text) > _LONGEST or page.soup not in block.parents:
            continue
        for rule, pattern in patterns:
            if rule.action is Action.CUT:
                changed |= _cut(page, rule, pattern, block)
            elif pattern.fullmatch(text):
                _apply(page, rule, block, text)
                changed = True
                break
    return changed


def _apply(page: Page, rule: Rule, block: Tag, text: str) -> None:
    doomed = [block]
    if rule.action is Action.DROP_LIST:
        doomed += _list_after(block)
    elif rule.action is Action.DROP_REST:
        doomed += [tag for tag in (block, *block.parents) for tag in tag.find_next_siblings()]
    elif rule.action is Action.BYLINE:
        page.bylines.append(text)
    for tag in doomed:
        page.audit.note(rule.name, text_of(tag))
        remove(tag)


def _list_after(block: Tag) -> list[Tag]:
    """Return the lists and the paragraphs of nothing but links that directly follow the block."""
    found = []
    for sibling in block.find_next_siblings():
        if sibling.name not in {"ul", "ol"} and not is_only_links(sibling):
            break
        found.append(sibling)
    return found


def is_only_links(block: Tag) -> bool:
    """Whether the block has text, and all of it stands in links."""
    linked = "".join("".join(link.get_text().split()) for link in block.find_all("a"))
    return bool(linked) and linked == "".join(block.get_text().split())


def _cut(page: Page, rule: Rule, pattern: re.Pattern[str], block: Tag) -> bool:
    changed = False
    for string in block.find_all(string=pattern):
        page.audit.note(rule.name, string)
        string.replace_with(NavigableString(pattern.sub("", string)))
        changed = True
    if changed and not own_text(block):
        remove(block)
    return changed
