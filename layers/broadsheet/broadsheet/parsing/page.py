"""Whole pages of HTML, as a browser or a crawler saved them.

A page says itself where it lies and how it is titled; everything else, its main content too, is found where
it is cleaned.
"""

import re
from collections.abc import Iterator
from html import unescape

from broadsheet.article import ParsedDocument
from broadsheet.errors import NoUrlError
from broadsheet.parsing.bodies import title_of_html
from broadsheet.parsing.entries import Fields, absolute, document_of

HEAD = 300_000  # characters in which a page says what it is; some have styles and data before it
FIRST = 20_000  # characters in which it begins

_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^<>]{0,500}>(?P<title>[^<]{0,5000})", re.IGNORECASE)
_TAG = re.compile(r"<(?P<name>link|meta|base)\b(?P<rest>[^<>]{0,20000})", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"(?P<name>[a-z:_-]{1,30})\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'<>]+))",
    re.IGNORECASE,
)
_SITE = re.compile(r"\s*(?:[_|｜]|\s[-–—]\s)[^_|｜\"]{1,60}$")  # behind a title
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)(?P<url>\S{1,8000})\s*-->", re.IGNORECASE)


def parse(text: str, key: str) -> ParsedDocument | None:
    """Return the one entry of a page, its HTML being the whole page; None when the text is no page.

    Raises
    ------
    NoUrlError
        The page says neither where it lies nor how it is titled.
    """
    if _PAGE.search(text[:FIRST]) is None:
        return None
    head = text[:HEAD]
    facts = _facts_in(head)
    title = _TITLE.search(head)
    fields = Fields(
        url=_address_in(head, facts),
        base=facts.get("base", ""),
        html_base=facts.get("base", ""),
        title=title_of_html(_whole_title(facts.get("og:title", ""), title["title"] if title else "")),
        html=text,
    )
    if not (absolute(fields.url, fields.base) or fields.title.strip()):
        raise NoUrlError("the page has neither a canonical address nor a title; give it one of them", key=key)
    return document_of("page", key, [fields])


def _whole_title(stated: str, title: str) -> str:
    """Return the stated title, or the page's own where a quotation mark within cut the stated one."""
    folded = " ".join(unescape(title).split())
    if stated and folded.startswith(stated) and folded[len(stated) :].lstrip().startswith('"'):
        return _SITE.sub("", title)
    return stated or title


def _address_in(head: str, facts: dict[str, str]) -> str:
    """Return where a page says that it lies, or the browser did that saved it."""
    saved = _SAVED_FROM.search(head)
    named = (facts.get("canonical", ""), facts.get("og:url", ""), saved["url"] if saved else "")
    return next((url for url in named if absolute(url, facts.get("base", ""))), "")


def _facts_in(head: str) -> dict[str, str]:
    """Return what the tags of a page's head say of it, the first of a kind."""
    facts: dict[str, str] = {}
    for name, value in _statements_in(head):
        if value.strip():
            facts.setdefault(name, unescape(value).strip())
    return facts


def _statements_in(head: str) -> Iterator[tuple[str, str]]:
    for tag in _TAG.finditer(head):
        said = {
            attribute["name"].lower(): attribute["double"] or attribute["single"] or attribute["bare"] or ""
            for attribute in _ATTRIBUTE.finditer(tag["rest"])
        }
        kind = tag["name"].lower()
        if kind == "base":
            yield "base", said.get("href", "")
        elif kind == "link":
            yield said.get("rel", "").lower(), said.get("href", "")
        else:
            yield (said.get("property") or said.get("name", "")).lower(), said.get("content", "")
