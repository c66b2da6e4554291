"""RawDocument -> ParsedEntry -> Content -> Article -> StoredArticle: the values, in the order of the way."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

UNDATED = datetime.min.replace(tzinfo=UTC)
"""Where documents without a date stand in an article's history: first."""


@dataclass(frozen=True, kw_only=True)
class RawLocation:
    """Where one version of a raw document lies; the latest, if `version_id` is empty.

    `sequencer` orders the puts of one key, as S3 notifications report it; empty where unknown.
    """

    bucket: str
    key: str
    version_id: str
    sequencer: str = ""
    put_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class RawReference:
    """What an article says about the raw document it was made from. `size` is in bytes."""

    bucket: str
    key: str
    version_id: str
    etag: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class RawDocument:
    """A raw feed file as it was dropped; never changed."""

    reference: RawReference
    content: bytes
    put_at: datetime
    sequencer: str = ""


@dataclass(frozen=True, kw_only=True)
class ParsedEntry:
    """One item of a raw document: its header's facts to the letter, and its HTML uncleaned.

    `raw_url` is an absolute http or https address, None where the entry has none; `entry_id` is what
    the source itself calls the entry (a feed's `guid`), empty where it calls it nothing.
    `published_at` and `updated_at` are in UTC, None where the header has no usable date; `authors` are
    persons only; `language` is what the document states, BCP 47 without a region, or None.
    `repeated` are lines that begin or end most entries of the same document.
    Addresses within `html` are relative to `base_url`, or to `raw_url` where it is empty.
    """

    source: str
    raw_title: str
    raw_url: str | None
    published_at: datetime | None
    html: str
    authors: tuple[str, ...] = ()
    entry_id: str = ""
    updated_at: datetime | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    base_url: str = ""
    repeated: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RejectedEntry:
    """An entry of a document that can never become an article: its place, counted from 1, and why."""

    number: int
    code: str
    message: str


@dataclass(frozen=True, kw_only=True)
class ParsedDocument:
    """What a raw document holds: its entries, at least one, and those that can never become articles.

    `shape` names the module that read it.
    """

    shape: str
    entries: tuple[ParsedEntry, ...]
    rejected: tuple[RejectedEntry, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Image:
    """An image of the article: `url` absolute and unwrapped, `raw_url` as the publisher served it."""

    url: str
    raw_url: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, kw_only=True)
class Media:
    """A video, audio or embed. `kind` is one of `video`, `audio`, `embed`."""

    kind: str
    url: str
    poster: str = ""
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link within the article's prose."""

    url: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Removal:
    """One line of the cleaning's audit: what `rule` removed, how often, and how the first began."""

    rule: str
    count: int
    sample: str


@dataclass(frozen=True, kw_only=True)
class Content:
    """What cleaning makes of an entry.

    `text` has one line a paragraph; `html` is sanitised; `language` is BCP 47 or None;
    `published_at_from` is `header`, `body` or None; `warnings` are `empty_body` (no text) and
    `rules_not_applied` (the rules would have left almost nothing), `whole_page` (the entry was a page).
    """

    title: str
    authors: tuple[str, ...]
    language: str | None
    published_at: datetime | None
    published_at_from: str | None
    standfirst: str
    text: str
    html: str
    markdown: str
    images: tuple[Image, ...]
    lead_image: Image | None
    media: tuple[Media, ...]
    links: tuple[Link, ...]
    word_count: int
    reading_minutes: int
    copyright: str
    warnings: tuple[str, ...]
    removed: tuple[Removal, ...]


@dataclass(frozen=True, kw_only=True)
class Article:
    """An article as one raw document has it.

    `id` and `url` come from `identity`; both addresses are None where the entry has none.
    `parser_version` and `rules`, a digest of the cleaning's rules, say what read it, and
    `identity_version` what identified it: 1 where that was not written down yet.
    """

    id: str
    url: str | None
    raw_url: str | None
    source: str
    raw_title: str
    content: Content
    content_hash: str
    raw: RawReference
    put_at: datetime
    sequencer: str
    parser_version: int
    rules: str = ""
    identity_version: int = 1


class Outcome(StrEnum):
    """What a put did."""

    CREATED = "created"
    REVISED = "revised"
    UNCHANGED = "unchanged"
    SUPERSEDED = "superseded"
    REJECTED = "rejected"


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """That an operator took an article down, when, and why.

    If it was `erased`, nothing else is stored of it, and nothing ever will be.
    """

    reason: str
    withdrawn_at: datetime
    erased: bool = False


@dataclass(frozen=True, kw_only=True)
class StoredArticle:
    """An article with what only the store knows of it.

    `revision` counts the article's states from 1 in the documents' own order; `outcome` is what
    the raw document did when it first arrived; the clocks are in UTC.
    """

    article: Article
    revision: int
    outcome: Outcome
    first_seen_at: datetime
    content_changed_at: datetime
    processed_at: datetime
    withdrawal: Withdrawal | None = None


@dataclass(frozen=True, kw_only=True)
class Revision:
    """One state of an article, without its body; `raw` is the first document that has it."""

    number: int
    title: str
    published_at: datetime | None
    word_count: int
    content_hash: str
    raw: RawReference
    put_at: datetime
