"""What a document does to an article: a pure decision, the same whatever arrives first.

Every raw document of an article is one *edition* of it. Ordered by position, neighbours with the
same content are one *revision*; the first edition of the last revision is the current one. So the
current article and its number follow from the set of editions alone, not from their arrival.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from broadsheet.article import Outcome, Position, StoredArticle


@dataclass(frozen=True, kw_only=True)
class Edition:
    """An article as one raw document has it, without the article.

    `sha256` is the raw document's. Editions of the same bytes and the same content differ only in where
    they lay, so that one of them `has_body` is enough.
    """

    position: Position
    content_hash: str
    sha256: str
    parser_version: int
    rules: str
    outcome: Outcome
    has_body: bool = field(default=True, compare=False)

    def is_of(self, other: "Edition") -> bool:
        """Tell whether both come from the same version of the same raw document."""
        mine, others = self.position, other.position
        return (mine.key, mine.version_id) == (others.key, others.version_id)

    def has_body_of(self, other: "Edition") -> bool:
        """Tell whether this one has a body, and it is the other's too."""
        return self.has_body and (self.sha256, self.content_hash) == (other.sha256, other.content_hash)


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What the store must hold: the edition that is current, and the number of its revision."""

    current: Edition
    revision: int


def edition_of(stored: StoredArticle) -> Edition:
    """Return the edition that a stored article is."""
    article = stored.article
    return Edition(
        position=article.position,
        content_hash=article.content_hash,
        sha256=article.raw.sha256,
        parser_version=article.parser_version,
        rules=article.rules,
        outcome=stored.outcome,
    )


def decide(editions: Iterable[Edition]) -> Decision:
    """Return what the store must hold, given all editions of an article, in any order, at least one."""
    revisions = revisions_of(editions)
    return Decision(current=revisions[-1][0], revision=len(revisions))


def revisions_of(editions: Iterable[Edition]) -> list[list[Edition]]:
    """Return the editions by revision, in the documents' own order."""
    ordered = sorted(editions, key=lambda edition: edition.position)
    return [list(group) for _, group in groupby(ordered, key=lambda edition: edition.content_hash)]


def outcome_of(arriving: Edition, stored: Iterable[Edition]) -> Outcome:
    """Return what a document does that arrives when `stored` are the editions of its article.

    A document that has arrived before keeps its outcome.
    """
    stored = list(stored)
    for edition in stored:
        if edition.is_of(arriving):
            return edition.outcome
    if not stored:
        return Outcome.CREATED
    ordered = sorted([*stored, arriving], key=lambda edition: edition.position)
    place = ordered.index(arriving)
    neighbours = ordered[max(place - 1, 0) : place + 2]
    if sum(edition.content_hash == arriving.content_hash for edition in neighbours) > 1:
        return Outcome.UNCHANGED
    return Outcome.REVISED if arriving is ordered[-1] else Outcome.SUPERSEDED
