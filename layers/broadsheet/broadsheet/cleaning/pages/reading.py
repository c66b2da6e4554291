"""A whole page read: its main content as HTML, and the facts that it states."""

from dataclasses import dataclass, replace
from datetime import datetime

from lxml import html

from broadsheet.cleaning.addresses import resolve
from broadsheet.cleaning.pages.authors import by_name, is_site
from broadsheet.cleaning.pages.boxes import Box, boxes_of, wrap_runs
from broadsheet.cleaning.pages.choosing import text_of
from broadsheet.cleaning.pages.customs import Customs, customs_of
from broadsheet.cleaning.pages.dates import day_in_address, day_in_slug, month_in_address
from broadsheet.cleaning.pages.facts import PageFacts, facts_of
from broadsheet.cleaning.pages.narrowing import narrowed
from broadsheet.cleaning.pages.printed import authors_labelled, authors_printed
from broadsheet.cleaning.pages.publication import (
    agreed,
    published_before,
    published_first,
    published_in_dateline,
    published_in_titles,
    published_labelled,
    published_marked,
    published_printed,
    published_scripted,
)
from broadsheet.cleaning.pages.records import published_in_record
from broadsheet.cleaning.pages.structured import statements_of
from broadsheet.cleaning.pages.tree import tree_of
from broadsheet.cleaning.pages.yearless import published_without_year

_LITTLE, _SEEN = 600, 0.5  # letters of prose; the share of it that a reader sees
_MOST_HEADINGS = 3  # of a page's first rank
_FURNITURE = ("title", "meta", "link", "script", "nav", "header", "footer", "aside", "main", "form")


@dataclass(frozen=True, kw_only=True)
class WholePage:
    """The main content of a page, as HTML for the cleaning, and what the page states about it.

    Addresses within are relative to `base_url`, empty where nothing says to what they are.
    """

    html: str
    facts: PageFacts
    base_url: str = ""


def read_page(markup: str, title: str = "", url: str = "") -> WholePage | None:
    """Return the main content and the facts of a whole page.

    `title` is what else may be its headline, `url` the address that it was read from, where it is known.
    None where there is nothing to narrow: the page is no more than a frame around a fragment, or it is
    larger, deeper or stranger than any that a person reads.
    """
    root = tree_of(markup)
    if root is None or _is_bare(root):
        return None
    wrap_runs(root)
    facts = facts_of(root, statements_of(root))
    top = _boxes(root)
    address = url or facts.canonical_url
    customs = customs_of(facts.language, month_in_address(address))
    # Before the narrowing, which takes what stands around the article.
    stated, elsewhere = _published(root, top, facts, address, customs)
    stated_by = tuple(name for name in facts.authors if not is_site(name, address))
    labelled = () if stated_by else authors_labelled(top, facts.site)
    narrow = narrowed(
        top, titles=(title, facts.title), description=facts.description, picture=facts.lead_image
    )
    printed = published_printed(narrow.printed, customs)
    published_at = stated or agreed(printed, day_in_address(address)) or elsewhere
    return WholePage(
        html=narrow.html,
        base_url=_base_of(root, address),
        facts=replace(
            facts,
            authors=by_name(stated_by, authors_printed(narrow.printed, facts.site)) or labelled,
            published_at=published_at
            or published_in_record(markup, (*facts.titles, *_headings(top)))
            or published_scripted(markup)
            or day_in_slug(address),
        ),
    )


def _headings(top: Box) -> list[str]:
    return [text_of(box) for box in top.within() if box.tag == "h1"][:_MOST_HEADINGS]


def _published(
    root: html.HtmlElement, top: Box, facts: PageFacts, address: str, customs: Customs
) -> tuple[datetime | None, datetime | None]:
    """Return when the page says for certain that it was published, or else what it says anywhere on it."""
    stated = facts.published_at
    if stated is None:
        return None, _published_elsewhere(root, top, facts, customs)
    return published_before(stated, top, customs) or published_first(stated, day_in_address(address)), None


def _published_elsewhere(
    root: html.HtmlElement, top: Box, facts: PageFacts, customs: Customs
) -> datetime | None:
    """Return the day of publication that the page names anywhere but in its head and beside its headline."""
    return (
        published_marked(root)
        or published_labelled(top, customs)
        or published_without_year(root, top)
        or published_in_titles(facts.titles, customs)
        or published_in_dateline(top, customs)
        or facts.made_at
    )


def _base_of(root: html.HtmlElement, address: str) -> str:
    """Return what the page's addresses are relative to: its own, unless it names another itself."""
    named = next((base.get("href") for base in root.iter("base") if base.get("href")), "")
    return resolve(named, address) or address


def _boxes(root: html.HtmlElement) -> Box:
    """Return the page's boxes; where little is to be seen, a script shows what is hidden, and it counts."""
    seen = boxes_of(root)
    if seen.all_prose >= _LITTLE:
        return seen
    whole = boxes_of(root, with_hidden=True)
    return whole if seen.all_prose < _SEEN * whole.all_prose else seen


def _is_bare(root: html.HtmlElement) -> bool:
    """Whether the page is only a frame: nothing in its head, and no part that stands around an article."""
    return next(root.iter(*_FURNITURE), None) is None
