"""Tags that rules name, by selector, class or the address of a link: dropped, or told apart from prose.

Works on the soup as the publisher made it, before its structure is rebuilt.

Reads the tags' attributes, text and weights. Changes: drops, renames and unwraps tags; adds to the page's
bylines, and may set its standfirst and copyright.
"""

from itertools import islice

from bs4 import Tag

from broadsheet.cleaning.document.captions import CREDIT
from broadsheet.cleaning.facts.markup_authors import is_of_another, names_within
from broadsheet.cleaning.page import Page
from broadsheet.cleaning.removing.guarding import is_notice, is_spared
from broadsheet.cleaning.rules.rule import Action, Rule, compile_text
from broadsheet.cleaning.soup import attribute, is_gone, rename, tags, text_of

_DROPPING = frozenset({Action.DROP, Action.DROP_LIST, Action.DROP_REST})
_LONGEST_NAMES = 2_000  # characters
_LONG_PARAGRAPH, _MANY, _LINKED_SHARE = 60, 2, 0.3  # characters; paragraphs; of the letters
_ENOUGH = 500  # pieces of what a tag holds, to tell what that is

Found = tuple[Rule, Tag]


def apply_element_rules(page: Page) -> None:
    """Do to each tag that a rule names what the rule says."""
    found = _found(page)
    kept, within = _kept([tag for rule, tag in found if rule.action is Action.KEEP])
    for rule, tag in found:
        if rule.action in _DROPPING and (id(tag) in kept or (id(tag) in within and not rule.hosts)):
            continue
        if is_gone(tag):
            continue
        match = compile_text(rule.text).fullmatch(text_of(tag)) if rule.text else None
        is_note = not rule.hosts and attribute(tag, "role") == "alert" and is_notice(tag, page)
        if rule.action in _DROPPING and (page.soup.weights.is_most(tag) or is_note):
            continue  # its tags mean nothing to the new structure, its text stays
        if match or not rule.text:
            _apply(rule, tag, match.groupdict().get("names") if match else None, page)


def _found(page: Page) -> list[Found]:
    """Return what the rules name: by selectors in the order of the rules, then by marks, then by links."""
    rules = page.rules
    selected, marked, linked = list[tuple[int, Tag]](), list[Found](), list[Found]()
    for tag in page.soup.tags():
        if numbers := rules.selected(tag):  # most tags have none
            selected += [(number, tag) for number in numbers]
        if "class" in tag.attrs or "id" in tag.attrs:
            marked += _by_mark(page, tag)
        if tag.name == "a" and (number := rules.linked(attribute(tag, "href"))) is not None:
            linked.append((rules.rules[number], tag))
    for number, selector in rules.other_selectors:
        selected += [(number, tag) for tag in selector.select(page.soup.root)]
    selected.sort(key=lambda one: one[0])
    return [*((rules.rules[number], tag) for number, tag in selected), *marked, *linked]


def _by_mark(page: Page, tag: Tag) -> list[Found]:
    """Return the first rule that one of the tag's classes or its id has, none where it has none."""
    for number, mark in page.rules.marked(tag):
        rule = page.rules.rules[number]
        if not _is_kept(rule, mark, tag, page):
            return [(rule, tag)]
    return []


def _kept(to_keep: list[Tag]) -> tuple[frozenset[int], frozenset[int]]:
    """Return the identities of the tags to keep and of all that holds them, and of all that they hold."""
    kept = frozenset(id(holder) for tag in to_keep for holder in (tag, *tag.parents))
    return kept, frozenset(id(held) for tag in to_keep for held in tags(tag))


def _is_kept(rule: Rule, mark: str, tag: Tag, page: Page) -> bool:
    """Whether a rule that goes by a class or an id would take what is the article's."""
    if rule.action not in _DROPPING:
        return False
    return _holds_prose(tag, page) or (not rule.hosts and is_spared(rule.name, mark, tag, page))


def _holds_prose(tag: Tag, page: Page) -> bool:
    """Whether the tag holds paragraphs as articles have them; ads, share rows and teasers hold none."""
    if 2 * page.soup.weights.of(tag).characters < _MANY * _LONG_PARAGRAPH:  # with no blank between words
        return False
    first = [node for node in islice(tag.descendants, _ENOUGH) if isinstance(node, Tag)]
    paragraphs = [text_of(node) for node in first if node.name == "p"]
    linked = sum(len(text_of(node)) for node in first if node.name == "a")
    long = [text for text in paragraphs if len(text) >= _LONG_PARAGRAPH]
    return len(long) >= _MANY and linked < _LINKED_SHARE * sum(map(len, paragraphs))


def _apply(rule: Rule, tag: Tag, names: str | None, page: Page) -> None:
    match rule.action:
        case Action.CAPTION:
            rename(tag, "figcaption")
        case Action.CREDIT:
            rename(tag, CREDIT)
        case Action.STANDFIRST:
            page.standfirst = page.standfirst or text_of(tag)
        case Action.AUTHOR:
            if rule.hosts or not is_of_another(tag):
                page.bylines.append(names or names_within(tag, _LONGEST_NAMES))
        case Action.KEEP:
            pass
        case Action.UNWRAP:
            tag.unwrap()
        case Action.BYLINE:
            page.bylines.append(names_within(tag, _LONGEST_NAMES))
            page.drop(tag, rule.name, rule.why)
        case Action.COPYRIGHT:
            page.copyright = page.copyright or text_of(tag)
            page.drop(tag, rule.name, rule.why)
        case _:
            page.drop(tag, rule.name, rule.why)
