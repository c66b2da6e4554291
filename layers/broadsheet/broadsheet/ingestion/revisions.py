"""The history of an article: a pure function of the set of its editions, whatever arrives first.

Every raw document of an article is one *edition* of it. Each stands at one *place*:

1. Of the versions of one key the later put stands later, whatever dates they have: an edition is placed
   at the earliest date among its own and those of the later versions of its key.
2. Then by the put, and by S3's sequencer, which orders the puts of one second.

In the order of their places, neighbours with the same content are one *revision*; the first edition of
the last revision is the current one.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from itertools import groupby, pairwise

from broadsheet.article import UNDATED, Article, Content, Outcome, RawReference, Withdrawal
from broadsheet.moments import to_rfc3339


@dataclass(frozen=True, kw_only=True)
class Edition:
    """An article as one raw document has it, without its content.

    `reading` is the digest of that content, `placed_at` the date under which the edition stands. What may
    depend on the order of arrival, the outcome and the clocks, makes no difference between two editions.
    """

    article_id: str
    url: str | None
    raw_url: str | None
    source: str
    raw_title: str
    title: str
    published_at: datetime | None
    word_count: int
    raw: RawReference
    put_at: datetime
    sequencer: str
    content_hash: str
    reading: str
    parser_version: int
    rules: str
    identity_version: int
    placed_at: datetime
    outcome: Outcome = field(compare=False)
    content_changed_at: datetime = field(compare=False)
    processed_at: datetime = field(compare=False)

    @property
    def document(self) -> tuple[str, str]:
        """The key and the version of the raw document."""
        return self.raw.key, self.raw.version_id

    @property
    def place(self) -> str:
        """Where the edition stands: text that sorts as the history does."""
        digest = hashlib.sha256("\0".join(self.document).encode()).hexdigest()[:16]
        return f"{to_rfc3339(self.placed_at)}#{self.put_order}#{digest}"

    @property
    def put_order(self) -> str:
        """When the document was put: text that sorts as the puts of one key do."""
        version = hashlib.sha256(self.raw.version_id.encode()).hexdigest()[:16]
        return f"{to_rfc3339(self.put_at)}#{self.sequencer}#{version}"

    def is_of(self, other: "Edition") -> bool:
        """Tell whether both come from the same version of the same raw document."""
        return self.document == other.document


@dataclass(frozen=True, kw_only=True)
class Current:
    """The head of an article: its current edition, and what the store keeps about the article as a whole.

    `edition` is None of an article that was withdrawn before it arrived, or erased; of that `source` is what
    is known. `latest_put` is the latest put order of the editions that were written under the guard of this
    head; `writes` counts those writes. `held` is the content as the store holds it, which nobody else looks
    into.
    """

    article_id: str
    edition: Edition | None
    revision: int
    first_seen_at: datetime
    content_changed_at: datetime
    latest_put: str = ""
    writes: int = 0
    withdrawal: Withdrawal | None = None
    source: str = ""
    held: object = field(default=None, compare=False, repr=False)

    @property
    def is_erased(self) -> bool:
        """Whether nothing may be stored of the article any more."""
        return self.withdrawal is not None and self.withdrawal.erased


def reading_of(content: Content) -> str:
    """Return the digest of all that a parser made of an entry: equal for equal contents only.

    Parameters
    ----------
    content
        What cleaning made of an entry.

    Returns
    -------
    str
        32 hexadecimal digits: the name under which a content lies apart.

    Examples
    --------
    >>> from tests.builders import content
    >>> reading_of(content()) == reading_of(content(standfirst="Another"))
    False
    """
    text = json.dumps(asdict(content), ensure_ascii=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def edition_of(article: Article, now: datetime, outcome: Outcome = Outcome.CREATED) -> Edition:
    """Return the edition that an arriving article is, placed by its own date."""
    content = article.content
    return Edition(
        article_id=article.id,
        url=article.url,
        raw_url=article.raw_url,
        source=article.source,
        raw_title=article.raw_title,
        title=content.title,
        published_at=content.published_at,
        word_count=content.word_count,
        raw=article.raw,
        put_at=article.put_at,
        sequencer=article.sequencer,
        content_hash=article.content_hash,
        reading=reading_of(content),
        parser_version=article.parser_version,
        rules=article.rules,
        identity_version=article.identity_version,
        placed_at=content.published_at or UNDATED,
        outcome=outcome,
        content_changed_at=now,
        processed_at=now,
    )


def in_order(editions: Iterable[Edition]) -> list[Edition]:
    """Return the editions of an article, each placed among the others, the first one first.

    Parameters
    ----------
    editions
        All editions of one article, in any order.

    Returns
    -------
    list of Edition
        The first one first, each with the date under which it stands.

    Examples
    --------
    >>> from tests.builders import article, edition, later
    >>> late, early = edition(article(published_at=later())), edition(article(key="2.md"))
    >>> [each.raw.key for each in in_order([late, early])]
    ['2.md', 'articles/harbour/1.md']
    """
    return sorted(_placed(editions), key=lambda edition: edition.place)


def _placed(editions: Iterable[Edition]) -> Iterator[Edition]:
    by_key = sorted(editions, key=lambda edition: (edition.raw.key, edition.put_order), reverse=True)
    for _, versions in groupby(by_key, key=lambda edition: edition.raw.key):
        earliest = datetime.max.replace(tzinfo=UNDATED.tzinfo)
        for edition in versions:
            earliest = min(earliest, edition.published_at or UNDATED)
            yield replace(edition, placed_at=earliest)


def revisions_of(ordered: Iterable[Edition]) -> list[list[Edition]]:
    """Return editions, which are in order, by revision.

    Parameters
    ----------
    ordered
        Editions of one article, in order.

    Returns
    -------
    list of list of Edition
        Neighbours with the same content, the first revision first.

    Examples
    --------
    >>> from tests.builders import article, edition, later
    >>> editions = [edition(article(key=key)) for key in ("1.md", "2.md")]
    >>> editions.append(edition(article("Another.", published_at=later())))
    >>> [len(revision) for revision in revisions_of(in_order(editions))]
    [2, 1]
    """
    return [list(group) for _, group in groupby(ordered, key=lambda edition: edition.content_hash)]


def outcome_among(arriving: Edition, ordered: Sequence[Edition]) -> Outcome:
    """Return what an edition does that arrives last among editions that are in order, itself among them."""
    place = next(number for number, edition in enumerate(ordered) if edition.is_of(arriving))
    if len(ordered) == 1:
        return Outcome.CREATED
    neighbours = ordered[max(place - 1, 0) : place + 2]
    if sum(edition.content_hash == arriving.content_hash for edition in neighbours) > 1:
        return Outcome.UNCHANGED
    return Outcome.REVISED if place == len(ordered) - 1 else Outcome.SUPERSEDED


def boundaries(*neighbours: Edition | None) -> int:
    """Return how many boundaries between revisions lie among neighbours, the first one first."""
    there = [edition for edition in neighbours if edition]
    return sum(one.content_hash != other.content_hash for one, other in pairwise(there))
