"""The order of the cleaning: the soup of an entry in, the content of an article out."""

from broadsheet.article import Content, ParsedEntry
from broadsheet.cleaning.boilerplate import apply_line_rules
from broadsheet.cleaning.counting import count_words, reading_minutes
from broadsheet.cleaning.embeds import find_embeds
from broadsheet.cleaning.facts import images_of, links_of, media_of
from broadsheet.cleaning.invisible import drop_invisible
from broadsheet.cleaning.language import detect_language
from broadsheet.cleaning.link_lists import drop_link_lists
from broadsheet.cleaning.opening import take_opening
from broadsheet.cleaning.page import Page, host_of
from broadsheet.cleaning.pictures import resolve_pictures
from broadsheet.cleaning.rendering import to_html, to_markdown, to_text
from broadsheet.cleaning.rule import Rules
from broadsheet.cleaning.rules import DEFAULT_RULES
from broadsheet.cleaning.selecting import apply_element_rules
from broadsheet.cleaning.soup import parse
from broadsheet.cleaning.structure import rebuild
from broadsheet.cleaning.titles import clean_title

STEPS = (
    drop_invisible,
    apply_element_rules,
    find_embeds,
    resolve_pictures,
    rebuild,
    take_opening,
    apply_line_rules,
    drop_link_lists,
)
"""Each step takes the page and changes it; what it removes, it notes in the page's audit."""


def clean(entry: ParsedEntry, *, rules: Rules = DEFAULT_RULES) -> Content:
    """Return the content of the article that the entry's HTML holds.

    Pure: the same entry and rules give the same content. HTML without text gives a content without
    text and the warning `empty_body`.

    Raises
    ------
    TooComplexError
        There are more tags than an article can have, or more attributes on one of them.
    """
    host = host_of(entry.raw_url)
    page = Page(
        entry=entry,
        soup=parse(entry.html),
        title=clean_title(entry.raw_title),
        rules=tuple(rule for rule in rules if rule.applies_to(host)),
    )
    for step in STEPS:
        step(page)
    return _content(page)


def _content(page: Page) -> Content:
    text = to_text(page.soup)
    html = to_html(page.soup)
    images = images_of(page.soup)
    published_at = page.entry.published_at
    return Content(
        title=page.title,
        authors=page.entry.authors,
        language=detect_language(text or page.title),
        published_at=published_at,
        published_at_from=None if published_at is None else "header",
        standfirst=page.standfirst,
        text=text,
        html=html,
        markdown=to_markdown(html),
        images=images,
        lead_image=images[0] if images else None,
        media=media_of(page.soup),
        links=links_of(page.soup),
        word_count=count_words(text),
        reading_minutes=reading_minutes(text),
        copyright=page.copyright,
        warnings=() if text else ("empty_body",),
        removed=page.audit.removals(),
    )
