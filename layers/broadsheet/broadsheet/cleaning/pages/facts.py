"""The facts that only a page has: where it lives, who wrote it and when, what it is called."""

import re
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from lxml import html

from broadsheet.cleaning.pages.authors import authors_stated
from broadsheet.cleaning.pages.stating import made_stated, published_stated
from broadsheet.cleaning.pages.structured import Statements, text_in

_LONGEST = 300  # characters of a title
_BARS = re.compile(r"\s[|–—·•-]\s|[_|｜]|(?<=[^\x00-\xff])-+(?=[^\x00-\xff])")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")


@dataclass(frozen=True, kw_only=True)
class PageFacts:
    """What a page states about its article; empty where it is silent.

    `canonical_url` is absolute; `titles` are all that it is called; `authors` are names as printed; `language` is a BCP 47 tag as written.
    """

    canonical_url: str = ""
    title: str = ""
    titles: tuple[str, ...] = ()
    description: str = ""
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    made_at: datetime | None = None
    language: str = ""
    site: str = ""
    lead_image: str = ""


def facts_of(root: html.HtmlElement, stated: Statements) -> PageFacts:
    """Return what the page's JSON-LD, meta elements and links state, the more exact before the broader."""
    article = stated.article
    site = stated.meta("og:site_name", "application-name", "twitter:app:name:iphone") or _name(
        article.get("publisher")
    )
    titles = (
        text_in(article.get("headline")),
        stated.meta("og:title", "twitter:title", "dc.title"),
        _title(root),
    )
    described = stated.meta("og:description", "description", "twitter:description")
    return PageFacts(
        canonical_url=_canonical(root, stated),
        title=next(filter(None, titles), "")[:_LONGEST],
        titles=tuple(filter(None, titles)),
        description=unescape(described) or text_in(article.get("description")),  # some escape it twice
        authors=authors_stated(stated, site or _end_of_title(root)),
        published_at=published_stated(stated),
        made_at=made_stated(stated),
        language=_language(root, stated),
        site=site[:_LONGEST],
        lead_image=_absolute(stated.meta("og:image:secure_url", "og:image", "og:image:url", "twitter:image")),
    )


def _canonical(root: html.HtmlElement, stated: Statements) -> str:
    links = [
        link.get("href") or ""
        for link in root.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    return next(filter(None, map(_absolute, (*links, stated.meta("og:url")))), "")


def _absolute(address: str) -> str:
    address = address.strip()
    return address if re.match(r"https?://[^\s/?#]", address) else ""


def _title(root: html.HtmlElement) -> str:
    return " ".join(unescape(root.findtext(".//title") or "").split())


def _end_of_title(root: html.HtmlElement) -> str:
    """Return what stands last in the page's title, where outlets put their names.

    Empty where it is in Latin letters: it may well be a person's, of whose site this is.
    """
    _, *parts = _BARS.split(_title(root))
    return parts[-1].strip() if parts and not parts[-1].isascii() else ""


def _name(value: object) -> str:
    named = value[0] if isinstance(value, list) and value else value
    return text_in(named.get("name")) if isinstance(named, dict) else text_in(named)


def _language(root: html.HtmlElement, stated: Statements) -> str:
    for value in (
        root.get("lang"),
        root.get("xml:lang"),
        text_in(stated.article.get("inLanguage")),
        stated.meta("og:locale", "content-language"),
    ):
        if value and _LANGUAGE.fullmatch(value.strip()):
            return value.strip().replace("_", "-")
    return ""
