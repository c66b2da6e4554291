"""The order of the cleaning: the soup of an entry in, the content of an article out."""

from collections.abc import Callable
from dataclasses import replace

from broadsheet.article import Content, Image, ParsedEntry
from broadsheet.cleaning.audit import Note
from broadsheet.cleaning.document.directions import balance_directions, without_overrides
from broadsheet.cleaning.document.rebuilding import rebuild
from broadsheet.cleaning.facts.bylines import authors_of
from broadsheet.cleaning.facts.counting import length_of
from broadsheet.cleaning.facts.dates import published_at_of
from broadsheet.cleaning.facts.figures_and_links import images_of, lead_image_of, links_of, media_of
from broadsheet.cleaning.facts.language import detect_language
from broadsheet.cleaning.facts.titles import clean_title
from broadsheet.cleaning.lines.bare_addresses import take_bare_addresses
from broadsheet.cleaning.lines.line_rules import apply_line_rules
from broadsheet.cleaning.lines.link_lists import drop_link_lists
from broadsheet.cleaning.lines.opening import take_opening
from broadsheet.cleaning.lines.repeated import drop_repeated
from broadsheet.cleaning.lines.standfirst import find_standfirst
from broadsheet.cleaning.lines.tidying import tidy
from broadsheet.cleaning.page import Page, host_of
from broadsheet.cleaning.pages import PageFacts, WholePage, is_page, read_page
from broadsheet.cleaning.removing.code_lines import part_code_lines
from broadsheet.cleaning.removing.controls import unwrap_controls
from broadsheet.cleaning.removing.embeds import find_embeds
from broadsheet.cleaning.removing.formulas import write_formulas
from broadsheet.cleaning.removing.inline_forms import write_inline_forms
from broadsheet.cleaning.removing.invisible import drop_invisible
from broadsheet.cleaning.removing.pictures import put_captions_behind, resolve_pictures
from broadsheet.cleaning.removing.selecting import apply_element_rules
from broadsheet.cleaning.removing.table_rows import begin_rows
from broadsheet.cleaning.rules.by_source import ALIASED_HOSTS, TIME_ZONES
from broadsheet.cleaning.rules.compiled import RuleBook, book_of
from broadsheet.cleaning.rules.everywhere import DEFAULT_RULES
from broadsheet.cleaning.rules.rule import Rules
from broadsheet.cleaning.soup import parse, text_of
from broadsheet.cleaning.soup.shortcodes import write_shortcodes
from broadsheet.cleaning.writers.html import AMPLIFIED, to_html
from broadsheet.cleaning.writers.markdown import to_markdown
from broadsheet.cleaning.writers.text import to_text
from broadsheet.errors import TooComplexError

Step = Callable[[Page], None]


def build_document(page: Page) -> None:
    """Rebuild the structure: what was a soup is a document from here on.

    Reads the tags and texts of the soup. Changes: makes the document, and closes its marks of direction.
    """
    page.document = rebuild(page.soup.root, page.url)
    balance_directions(page.document)


STEPS: tuple[Step, ...] = (
    write_formulas,  # TeX out of the scripts and copies that draw it
    drop_invisible,  # code, hidden tags, script fallbacks
    write_inline_forms,  # raised numbers, quotation marks, changes
    begin_rows,  # around cells that stand in none
    part_code_lines,  # lines of code, without their numbers
    unwrap_controls,  # buttons and links around words of the article
    apply_element_rules,  # what the tables name by selector, class or link
    find_embeds,  # players and cards become media
    resolve_pictures,  # the image behind proxies and lazy loading
    put_captions_behind,  # their images
    build_document,  # paragraphs, lists, tables and figures, and nothing else
    take_bare_addresses,  # an address alone on its line is a player that the feed left out
    drop_repeated,  # what its document has in most entries
    take_opening,  # the repeated headline, the date line
    apply_line_rules,  # what the tables name by its text
    take_opening,  # the same again, where a rule took what stood above it
    drop_link_lists,  # lists of the publisher's other articles
    tidy,  # what the others left without sense
    find_standfirst,
)
"""Each step takes the page and changes it; what it removes, it notes in the page's audit."""

CERTAIN_STEPS = tuple(step for step in STEPS if step not in {drop_link_lists, drop_repeated})
"""The steps that do no more than the rules say; what is left when the others would leave nothing."""

_LEAST_KEPT = 0.02  # of the body's text; with less, the cleaning mistrusts itself
_LONG_BODY = 200
"""Characters; a shorter body may well be nothing but boilerplate."""
_LONGEST_COPYRIGHT = 500  # characters
_TIMES_AS_LONG = 10
_ALWAYS_ALLOWED = 65_536  # characters, for short bodies


def clean(entry: ParsedEntry, *, rules: Rules = DEFAULT_RULES) -> Content:
    r"""Return the content of the article that the entry's HTML holds.

    Pure: the same entry and rules give the same content. HTML without text gives a content without
    text and the warning `empty_body`. Where the rules would leave almost nothing of a long body, only
    those that are certain are applied, and the warning is `rules_not_applied`. HTML that is a whole page
    is narrowed to its main content first, and what only the page states is used where the header is
    silent; the warning is `whole_page`.

    Parameters
    ----------
    entry
        An entry of a raw document; whose publisher's rules hold, its address says.
    rules
        The tables of rules, in the order in which they are tried; see `load_rules`.

    Returns
    -------
    Content
        Texts in three forms, figures, links and facts; `removed` has a line for each rule that took
        anything.

    Raises
    ------
    TooComplexError
        There are more tags than an article can have, or more attributes on one of them, or the article
        would be many times as long as the HTML that it is made of.

    Examples
    --------
    >>> from tests.unit.cleaning.entries import entry
    >>> content = clean(entry("<p>The lamp is lit.</p><p>Share on Facebook</p>"))
    >>> content.markdown, [(removal.rule, removal.sample) for removal in content.removed]
    ('The lamp is lit.', [('share', 'Share on Facebook')])
    """
    return explain(entry, rules=rules)[0]


def explain(entry: ParsedEntry, *, rules: Rules = DEFAULT_RULES) -> tuple[Content, list[Note]]:
    """Return what `clean` does, and of each removal what went, by which rule, and why."""
    book = book_of(rules)
    whole = read_page(entry.html, entry.raw_title, entry.raw_url or "") if is_page(entry.html) else None
    if whole is None:
        return _cleaned(entry, book)
    content, notes = _cleaned(_narrowed(entry, whole), book)
    return _with_facts(content, whole.facts, has_authors=bool(entry.authors)), notes


def _cleaned(entry: ParsedEntry, book: RuleBook) -> tuple[Content, list[Note]]:
    page, text = _run(entry, book)
    if (least := _least_kept(entry, book, text)) > len(text):
        careful, all_text = _run(entry, book.certain, CERTAIN_STEPS)
        if least <= len(all_text):
            return _content(careful, all_text, "rules_not_applied"), careful.audit.notes
    return _content(page, text, *(() if text else ("empty_body",))), page.audit.notes


def _narrowed(entry: ParsedEntry, whole: WholePage) -> ParsedEntry:
    return replace(
        entry,
        html=whole.html,
        raw_title=entry.raw_title or whole.facts.title,
        base_url=entry.base_url or whole.base_url,
    )


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
        authors=content.authors
        if has_authors
        else tuple(map(without_overrides, facts.authors)) or content.authors,
        published_at=published_at,
        published_at_from=content.published_at_from or ("body" if published_at else None),
        language=content.language or facts.language or None,
        lead_image=lead_image,
        warnings=(*content.warnings, "whole_page"),
    )


def begin(entry: ParsedEntry, book: RuleBook) -> Page:
    """Return the page that the steps take: an entry's soup, and the rules that hold for its publisher.

    Raises
    ------
    TooComplexError
        There are more tags than an article can have, or more attributes on one of them.
    """
    return Page(
        entry=entry,
        soup=parse(write_shortcodes(entry.html)),
        title=clean_title(entry.raw_title),
        rules=book.for_host(host_of(entry.raw_url or "")),
    )


def _run(entry: ParsedEntry, book: RuleBook, steps: tuple[Step, ...] = STEPS) -> tuple[Page, str]:
    page = begin(entry, book)
    for step in steps:
        step(page)
    return page, to_text(page.document)


def _least_kept(entry: ParsedEntry, book: RuleBook, text: str) -> float:
    """Return how many characters of the body's text are more than almost nothing; 0 where any are."""
    if len(text) >= _LEAST_KEPT * len(entry.html):
        return 0  # of all that the text is made of
    page = begin(entry, book)
    for step in STEPS[: STEPS.index(drop_invisible) + 1]:
        step(page)
    seen = len(text_of(page.soup.root))
    return _LEAST_KEPT * seen if seen >= _LONG_BODY else 0


def _content(page: Page, text: str, *warnings: str) -> Content:
    entry, images, length = page.entry, images_of(page.document), length_of(text)
    host = host_of(page.url)
    html, markdown = _written(page, text)
    published_at = entry.published_at or published_at_of(page.dates, TIME_ZONES.get(host, ""))
    return Content(
        title=page.title,
        authors=authors_of(
            () if host in ALIASED_HOSTS else entry.authors, page.bylines, page.document.own_lines()
        ),
        language=detect_language(f"{page.title}\n{text}") or entry.language,
        published_at=published_at,
        published_at_from="header" if entry.published_at else "body" if published_at else None,
        standfirst=page.standfirst,
        text=text,
        html=html,
        markdown=markdown,
        images=images,
        lead_image=lead_image_of(images),
        media=media_of(page.document),
        links=links_of(page.document),
        word_count=length.words,
        reading_minutes=length.minutes,
        copyright=page.copyright[:_LONGEST_COPYRIGHT],
        warnings=warnings,
        removed=page.audit.removals(),
    )


def _written(page: Page, text: str) -> tuple[str, str]:
    """Return the HTML and the Markdown, which with the text are not many times the HTML that was read."""
    most = _TIMES_AS_LONG * len(page.entry.html) + _ALWAYS_ALLOWED - len(text)
    html = to_html(page.document, most)
    markdown = to_markdown(page.document)
    if len(html) + len(markdown) > most:
        raise TooComplexError(AMPLIFIED)
    return html, markdown
