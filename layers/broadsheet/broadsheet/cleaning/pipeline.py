"""The order of the cleaning: the soup of an entry in, the content of an article out."""

from collections.abc import Callable
from dataclasses import replace

from broadsheet.article import Content, Image, ParsedEntry
from broadsheet.cleaning.boilerplate import apply_line_rules
from broadsheet.cleaning.bylines import authors_of
from broadsheet.cleaning.counting import count_words, reading_minutes
from broadsheet.cleaning.dates import published_at_of
from broadsheet.cleaning.embeds import find_embeds, take_bare_addresses
from broadsheet.cleaning.facts import images_of, lead_image_of, links_of, media_of
from broadsheet.cleaning.invisible import drop_invisible
from broadsheet.cleaning.language import detect_language
from broadsheet.cleaning.link_lists import drop_link_lists
from broadsheet.cleaning.markdown import to_markdown
from broadsheet.cleaning.opening import take_opening
from broadsheet.cleaning.page import Page, host_of
from broadsheet.cleaning.pages import PageFacts, WholePage, is_page, read_page
from broadsheet.cleaning.pictures import resolve_pictures
from broadsheet.cleaning.rendering import to_html, to_text
from broadsheet.cleaning.rule import Rules
from broadsheet.cleaning.rules import DEFAULT_RULES
from broadsheet.cleaning.rules_by_source import ALIASED_HOSTS, TIME_ZONES
from broadsheet.cleaning.selecting import apply_element_rules
from broadsheet.cleaning.soup import parse
from broadsheet.cleaning.standfirst import find_standfirst
from broadsheet.cleaning.structure import rebuild
from broadsheet.cleaning.tidying import tidy
from broadsheet.cleaning.titles import clean_title

Step = Callable[[Page], None]

STEPS: tuple[Step, ...] = (
    drop_invisible,  # code, hidden tags, script fallbacks
    apply_element_rules,  # what the tables name by selector, class or link
    find_embeds,  # players and cards become media
    resolve_pictures,  # the image behind proxies and lazy loading
    rebuild,  # paragraphs, lists, tables and figures, and nothing else
    take_bare_addresses,  # an address alone on its line is a player that the feed left out
    take_opening,  # the repeated headline, the date line
    apply_line_rules,  # what the tables name by its text
    take_opening,  # the same again, where a rule took what stood above it
    drop_link_lists,  # lists of the publisher's other articles
    tidy,  # what the others left without sense
    find_standfirst,
)
"""Each step takes the page and changes it; what it removes, it notes in the page's audit."""

CERTAIN_STEPS = tuple(step for step in STEPS if step is not drop_link_lists)
"""The steps that do no more than the rules say; what is left when the others would leave nothing."""

_LEAST_KEPT = 0.02
"""The share of the body's text below which the cleaning mistrusts itself."""
_LONG_BODY = 200
"""Characters; a shorter body may well be nothing but boilerplate."""
_LONGEST_COPYRIGHT = 500


def clean(entry: ParsedEntry, *, rules: Rules = DEFAULT_RULES) -> Content:
    """Return the content of the article that the entry's HTML holds.

    Pure: the same entry and rules give the same content. HTML without text gives a content without
    text and the warning `empty_body`. Where the rules would leave almost nothing of a long body, only
    those that are certain are applied, and the warning is `rules_not_applied`. HTML that is a whole page
    is narrowed to its main content first, and what only the page states is used where the header is
    silent; the warning is `whole_page`.

    Raises
    ------
    TooComplexError
        There are more tags than an article can have, or more attributes on one of them.
    """
    whole = read_page(entry.html, entry.raw_title) if is_page(entry.html) else None
    if whole is None:
        return _cleaned(entry, rules)
    return _with_facts(_cleaned(_narrowed(entry, whole), rules), whole.facts, has_authors=bool(entry.authors))


def _cleaned(entry: ParsedEntry, rules: Rules) -> Content:
    page, text = _run(entry, rules)
    if _is_almost_nothing(text, page):
        careful, all_text = _run(entry, tuple(rule for rule in rules if rule.is_certain), CERTAIN_STEPS)
        if not _is_almost_nothing(all_text, careful):
            return _content(careful, all_text, "rules_not_applied")
    return _content(page, text, *(() if text else ("empty_body",)))


def _narrowed(entry: ParsedEntry, whole: WholePage) -> ParsedEntry:
    return replace(entry, html=whole.html, raw_title=entry.raw_title or whole.facts.title)


def _with_facts(content: Content, facts: PageFacts, *, has_authors: bool) -> Content:
    """Return the content with what the page states where the header is silent."""
    published_at = (
        content.published_at
        if content.published_at_from == "header"
        else facts.published_at or content.published_at
    )
    lead_image = content.lead_image or (
        Image(url=facts.lead_image, raw_url=facts.lead_image) if facts.lead_image else None
    )
    return replace(
        content,
        authors=content.authors if has_authors else facts.authors or content.authors,
        published_at=published_at,
        published_at_from=content.published_at_from or ("body" if published_at else None),
        language=content.language or facts.language or None,
        lead_image=lead_image,
        warnings=(*content.warnings, "whole_page"),
    )


def _run(entry: ParsedEntry, rules: Rules, steps: tuple[Step, ...] = STEPS) -> tuple[Page, str]:
    host = host_of(entry.raw_url)
    page = Page(
        entry=entry,
        soup=parse(entry.html),
        title=clean_title(entry.raw_title),
        rules=tuple(rule for rule in rules if rule.applies_to(host)),
    )
    for step in steps:
        step(page)
    return page, to_text(page.soup)


def _is_almost_nothing(text: str, page: Page) -> bool:
    return page.text_length >= _LONG_BODY and len(text) < _LEAST_KEPT * page.text_length


def _content(page: Page, text: str, *warnings: str) -> Content:
    entry, html, images = page.entry, to_html(page.soup), images_of(page.soup)
    host = host_of(page.url)
    published_at = entry.published_at or published_at_of(page.dates, TIME_ZONES.get(host, ""))
    return Content(
        title=page.title,
        authors=authors_of(() if host in ALIASED_HOSTS else entry.authors, page.bylines, text.split("\n")),
        language=detect_language(f"{page.title}\n{text}"),
        published_at=published_at,
        published_at_from="header" if entry.published_at else "body" if published_at else None,
        standfirst=page.standfirst,
        text=text,
        html=html,
        markdown=to_markdown(html),
        images=images,
        lead_image=lead_image_of(images),
        media=media_of(page.soup),
        links=links_of(page.soup),
        word_count=count_words(text),
        reading_minutes=reading_minutes(text),
        copyright=page.copyright[:_LONGEST_COPYRIGHT],
        warnings=warnings,
        removed=page.audit.removals(),
    )
