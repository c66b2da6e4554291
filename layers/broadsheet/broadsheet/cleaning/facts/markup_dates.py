"""Dates that the publisher's markup states as the publication's: `time`, microdata, microformats.

Empty beats wrong: a `time` counts only where it is named as the publication, or stands above the
article's first prose with nothing that says otherwise. One in prose tells of something else.
"""

import re
from collections.abc import Iterator

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from broadsheet.cleaning.soup import Soup, attribute, first_within, holder, text_of

_PUBLISHED = re.compile(
    r"(?:^|[\s_-])(?:date)?publi(?:shed|cation)|pubdate|entry-date|post-date", re.IGNORECASE
)
_CHANGED = re.compile(r"modified|updated?|changed|expires|更新|修改|aktualisiert|mis à jour", re.IGNORECASE)
_ELSEWHERE = ("blockquote", "q", "cite", "aside", "nav", "footer", "li", "table", "figure")
_BLOCKS = ("p", "div", "section", "header", "article", "td", "li", "h1", "h2", "h3", "h4", "body")
_FIRST_PROSE = 60  # characters of one piece of text; what stands above an article is shorter
_LONGEST_DATE_LINE = 60  # characters beside the date, in the block where it stands
_ENDS_OF_SENTENCES = (".", "!", "?", "。", "！", "？", "।")
_LABEL = 20  # characters before a date, where a label stands


def stated_dates(soup: Soup) -> list[str]:
    """Return what markup states as the publication's date, as written: what names it so comes first."""
    named = [
        attribute(tag, "content")
        for tag in soup.tags("meta")
        if attribute(tag, "itemprop") == "datePublished"
    ]
    times = [tag for tag in soup.tags("time") if "datetime" in tag.attrs]
    candidates = [*times, *filter(_is_hcalendar, soup.tags("abbr"))]
    named += [_value(tag) for tag in candidates if _is_named(tag)]
    return [*named, *(_value(tag) for tag in (_above_prose(soup.root) if times else ()))]


def _is_hcalendar(tag: Tag) -> bool:
    return "title" in tag.attrs and "published" in attribute(tag, "class").split()


def _value(tag: Tag) -> str:
    return attribute(tag, "datetime") or attribute(tag, "title")


def _marks(tag: Tag) -> str:
    return " ".join((*(attribute(tag, name) for name in ("itemprop", "class", "id")), *tag.attrs))


def _is_named(tag: Tag) -> bool:
    marks = _marks(tag)
    is_named = _PUBLISHED.search(marks) or tag.name == "abbr"
    return bool(is_named) and not _CHANGED.search(attribute(tag, "itemprop")) and not _is_elsewhere(tag)


def _is_elsewhere(tag: Tag) -> bool:
    """Whether the tag stands in what is not the article's own head: a quotation, a list, a box."""
    return holder(tag, *_ELSEWHERE) is not None


def _above_prose(soup: Tag) -> Iterator[Tag]:
    """Yield the dates above the first prose that nothing marks as another's or as a change's."""
    before = ""
    for node in soup.descendants:
        if isinstance(node, Tag) and node.name == "time" and "datetime" in node.attrs:
            is_change = _CHANGED.search(f"{_marks(node)} {before[-_LABEL:]}")
            if not is_change and not _is_elsewhere(node) and not _is_in_prose(node):
                yield node
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            text = node.strip()
            if len(text) >= _FIRST_PROSE:
                return
            before = text or before


def _is_in_prose(tag: Tag) -> bool:
    block = holder(tag, *_BLOCKS)
    if block is None or first_within(block, *_BLOCKS) is not None:
        return False  # a container: what stands in it is no one line
    line = text_of(block)
    return len(line) - len(text_of(tag)) > _LONGEST_DATE_LINE or line.endswith(_ENDS_OF_SENTENCES)
