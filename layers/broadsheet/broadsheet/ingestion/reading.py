"""What a raw document holds, as articles: parsed, cleaned, identified. Pure; nothing is stored here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from broadsheet import PARSER_VERSION
from broadsheet.article import (
    UNDATED,
    Article,
    Content,
    ParsedDocument,
    ParsedEntry,
    RawDocument,
    RejectedEntry,
)
from broadsheet.cleaning import DEFAULT_RULES, Rules, clean, digest_of
from broadsheet.errors import InvalidDocumentError
from broadsheet.identity import DEFAULT_SITES, IDENTITY_VERSION, Sites, content_hash, identify
from broadsheet.parsing import parse

LONGEST_AHEAD = timedelta(days=1)
"""How far after its put an article may be dated: clocks and zones differ by less."""
MOST_NAMED = 20  # rejected entries, in the sentence about them


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A document as it was read: its shape, its articles, at least one, and the entries that are none."""

    shape: str
    articles: tuple[Article, ...]
    rejected: tuple[RejectedEntry, ...] = ()

    @property
    def message(self) -> str:
        """Which entries are no articles, and why, in a sentence; empty where all are."""
        return sentence_about(self.rejected, len(self.articles))


def sentence_about(rejected: Sequence[RejectedEntry], articles: int) -> str:
    """Return which entries are no articles, and why, beside so many that are; empty where none is."""
    if not rejected:
        return ""
    named = "; ".join(f"{entry.number} ({entry.code}): {entry.message}" for entry in rejected[:MOST_NAMED])
    count = len(rejected)
    more = f"; and {count - MOST_NAMED} more" if count > MOST_NAMED else ""
    return f"{count} of {articles + count} entries are no articles: {named}{more}"


def _rejected(number: int, error: InvalidDocumentError) -> RejectedEntry:
    return RejectedEntry(number=number, code=error.code, message=error.reason)


@dataclass(frozen=True, kw_only=True)
class OpenDocument:
    """A document whose entries are known and not yet cleaned, each article's latest one, with its place."""

    document: RawDocument
    shape: str
    entries: tuple[tuple[int, ParsedEntry], ...]
    rejected: tuple[RejectedEntry, ...]
    sites: Sites = DEFAULT_SITES

    def piece(self, start: int, end: int, rules: Rules) -> tuple[list[Article], list[RejectedEntry]]:
        """Return the articles of some of the entries, and those of them that are none."""
        articles, errors = self._piece(start, end, rules)
        return articles, [_rejected(number, error) for number, error in errors]

    def refused(self, article: Article, error: InvalidDocumentError) -> RejectedEntry:
        """Return the entry of an article that cannot be stored."""
        numbers = (number for number, entry in self.entries if identify(entry, self.sites).id == article.id)
        return _rejected(next(numbers), error)

    def whole(self, rules: Rules) -> Reading:
        """Return the document as it was read.

        Raises
        ------
        InvalidDocumentError
            By name: none of its entries can ever become an article.
        """
        articles, errors = self._piece(0, len(self.entries), rules)
        if not articles:
            raise errors[0][1].about(self.document.reference.key)
        rejected = [*self.rejected, *(_rejected(number, error) for number, error in errors)]
        rejected.sort(key=lambda entry: entry.number)
        return Reading(shape=self.shape, articles=tuple(articles), rejected=tuple(rejected))

    def ids(self, end: int, rejected: Iterable[RejectedEntry]) -> tuple[str, ...]:
        """Return the ids of the articles among the first entries, without those that are none."""
        none = {entry.number for entry in rejected}
        return tuple(
            identify(entry, self.sites).id for number, entry in self.entries[:end] if number not in none
        )

    def _piece(
        self, start: int, end: int, rules: Rules
    ) -> tuple[list[Article], list[tuple[int, InvalidDocumentError]]]:
        articles, errors = list[Article](), list[tuple[int, InvalidDocumentError]]()
        for number, entry in self.entries[start:end]:
            try:
                articles.append(_article(self.document, entry, rules, self.sites))
            except InvalidDocumentError as error:
                errors.append((number, error))
        return articles, errors


def open_document(document: RawDocument, sites: Sites = DEFAULT_SITES) -> OpenDocument:
    """Return a raw document with its entries, at least one.

    `sites` is what is known of hosts' addresses. An article that is in the document twice is taken once, as
    its later date has it.

    Raises
    ------
    InvalidDocumentError
        By name: nothing in the document can ever become an article. It is about the document's key.
    """
    try:
        parsed = parse(document)
    except InvalidDocumentError as error:
        error.about(document.reference.key)  # who reads one shape knows no documents
        raise
    return OpenDocument(
        document=document,
        shape=parsed.shape,
        entries=tuple(_numbered(parsed, sites)),
        rejected=parsed.rejected,
        sites=sites,
    )


def read(document: RawDocument, rules: Rules = DEFAULT_RULES, sites: Sites = DEFAULT_SITES) -> Reading:
    """Return what a raw document holds, cleaned by these rules; one bad entry loses no other.

    Parameters
    ----------
    document
        A raw document.
    rules
        The rules of cleaning.
    sites
        What is known of the addresses of hosts.

    Returns
    -------
    Reading
        The articles in the order of the document, and the entries that are none.

    Raises
    ------
    InvalidDocumentError
        By name: nothing in the document can ever become an article.

    Examples
    --------
    >>> from tests.builders import raw_document
    >>> [each.content.title for each in read(raw_document()).articles]
    ['The lighthouse reopens']
    """
    return open_document(document, sites).whole(rules)


def articles_in(
    document: RawDocument, rules: Rules = DEFAULT_RULES, sites: Sites = DEFAULT_SITES
) -> tuple[Article, ...]:
    """Return the articles of a raw document, at least one, cleaned by these rules. See `read`.

    Parameters
    ----------
    document
        A file as it was dropped.
    rules
        The rules of cleaning, in the order in which they are tried.
    sites
        What is known of hosts' addresses.

    Returns
    -------
    tuple of Article
        At least one, in the document's order.

    Examples
    --------
    >>> from tests.builders import raw_document
    >>> [article.content.title for article in articles_in(raw_document())]
    ['The lighthouse reopens']
    """
    return read(document, rules, sites).articles


def _numbered(parsed: ParsedDocument, sites: Sites) -> Iterable[tuple[int, ParsedEntry]]:
    """Return the entries with their places in the document, each article's latest one."""
    taken = {entry.number for entry in parsed.rejected}
    places = (number for number in range(1, len(parsed.entries) + len(taken) + 1) if number not in taken)
    latest: dict[str, tuple[int, ParsedEntry]] = {}
    for number, entry in zip(places, parsed.entries, strict=True):
        id_ = identify(entry, sites).id
        if id_ not in latest or _moment(entry) > _moment(latest[id_][1]):
            latest[id_] = (number, entry)
    return latest.values()


def _moment(entry: ParsedEntry) -> datetime:
    return max(entry.published_at or UNDATED, entry.updated_at or UNDATED)


def _article(document: RawDocument, entry: ParsedEntry, rules: Rules, sites: Sites) -> Article:
    identity = identify(entry, sites)
    content = _dated(clean(entry, rules=rules), document.put_at)
    return Article(
        id=identity.id,
        url=identity.url,
        raw_url=entry.raw_url,
        source=entry.source,
        raw_title=entry.raw_title,
        content=content,
        content_hash=content_hash(content),
        raw=document.reference,
        put_at=document.put_at,
        sequencer=document.sequencer,
        parser_version=PARSER_VERSION,
        rules=digest_of(rules),
        identity_version=IDENTITY_VERSION,
    )


def _dated(content: Content, put_at: datetime) -> Content:
    """Return a content without a date that lies far behind the moment when its document was put."""
    if content.published_at is None or content.published_at <= put_at + LONGEST_AHEAD:
        return content
    warnings = (*content.warnings, "implausible_date")
    return replace(content, published_at=None, published_at_from=None, warnings=warnings)
