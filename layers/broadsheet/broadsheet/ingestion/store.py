"""Bringing the store to what the editions of an article say it must hold.

Each worker writes its own edition, then looks at all of them and corrects which one is current,
until a look finds nothing to correct. So whoever writes last sees everything, and it does not
matter who that is.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from broadsheet.article import Article, Outcome, StoredArticle
from broadsheet.errors import ArticleNotFoundError, ConflictError
from broadsheet.ingestion.revisions import Decision, Edition, decide, edition_of, outcome_of
from broadsheet.ports import ArticleStore

LOOKS_BEFORE_GIVING_UP = 20


def store_article(article: Article, store: ArticleStore, now: datetime) -> Outcome:
    """Store an article as one raw document has it, and return what that did.

    Raises
    ------
    ConflictError
        Other workers kept changing the article.
    """
    store.note_source(article.source, now)
    arriving = StoredArticle(
        article=article,
        revision=1,
        outcome=Outcome.CREATED,
        first_seen_at=now,
        content_changed_at=now,
        processed_at=now,
    )
    current = store.create(arriving)
    if current is None:
        return Outcome.CREATED
    for _ in range(LOOKS_BEFORE_GIVING_UP):
        look = _look(arriving, current, store.past_editions(article.id))
        if not _correct(look, store):
            return look.arriving.outcome
        current = store.current(article.id)
    raise ConflictError(f"article {article.id} kept changing while it was stored", key=article.raw.key)


@dataclass(frozen=True, kw_only=True)
class _Look:
    """What was seen at one moment: the arriving edition, the stored ones, and what must be current."""

    arriving: StoredArticle
    current: StoredArticle
    stored: tuple[Edition, ...]
    decision: Decision

    @property
    def is_arriving_stored(self) -> bool:
        """Whether the arriving edition is stored as it is, with a body somewhere, or by a newer parser."""
        edition = edition_of(self.arriving)
        has_body = any(other.has_body_of(edition) for other in self.stored)
        return any(
            (other == edition and has_body)
            or (other.is_of(edition) and other.parser_version > edition.parser_version)
            for other in self.stored
        )

    @property
    def is_arriving_current(self) -> bool:
        """Whether the arriving edition must be the current one."""
        return self.decision.current.is_of(edition_of(self.arriving))


def _look(arriving: StoredArticle, current: StoredArticle, past: tuple[Edition, ...]) -> _Look:
    stored = (edition_of(current), *past)
    arriving = _as_stored_before(arriving, stored, current)
    edition = edition_of(arriving)
    editions = [other for other in stored if not other.is_of(edition)]
    newest = max([edition, *(other for other in stored if other.is_of(edition))], key=_parser_version)
    return _Look(arriving=arriving, current=current, stored=stored, decision=decide([*editions, newest]))


def _parser_version(edition: Edition) -> int:
    return edition.parser_version


def _as_stored_before(
    arriving: StoredArticle, stored: tuple[Edition, ...], current: StoredArticle
) -> StoredArticle:
    """Return the arriving edition with what only its first delivery knew: outcome and sequencer."""
    edition = edition_of(arriving)
    sequencers = [other.position.sequencer for other in stored if other.is_of(edition)]
    article = arriving.article
    if sequencers and not article.sequencer:
        article = replace(article, sequencer=sequencers[0])
    return replace(
        arriving,
        article=article,
        outcome=outcome_of(edition, stored),
        first_seen_at=current.first_seen_at,
    )


def _correct(look: _Look, store: ArticleStore) -> bool:
    """Write what is missing or wrong, one thing at a time; return whether there was any."""
    if not look.is_arriving_stored and (heir := _heir_of_body(look)):
        with suppress(ArticleNotFoundError):  # another worker has made it the current one meanwhile
            store.keep(store.past_edition(look.current.article.id, heir), with_body=True)
        return True
    if look.is_arriving_current and not look.is_arriving_stored:
        store.settle(_numbered(look.arriving, look), observed=look.current)
        return True
    current = edition_of(look.current)
    if not look.is_arriving_stored and not current.is_of(edition_of(look.arriving)):
        store.keep(look.arriving, with_body=_needs_body(look))
        return True
    if current == look.decision.current and look.current.revision == look.decision.revision:
        return False
    if look.decision.current.is_of(current):
        rightful = look.current
    else:
        try:
            rightful = store.past_edition(look.current.article.id, look.decision.current)
        except ArticleNotFoundError:  # another worker has made it the current one meanwhile
            return True
    store.settle(_numbered(rightful, look), observed=look.current)
    return True


def _needs_body(look: _Look) -> bool:
    """Whether no other stored edition holds the body of the same bytes and content.

    An edition that has a body keeps one: were it given up for another's, another worker might at the
    same moment give up that other's for this one's, and both were lost.
    """
    arriving = edition_of(look.arriving)
    is_own = any(edition.is_of(arriving) and edition.has_body for edition in look.stored)
    return is_own or not any(edition.has_body_of(arriving) for edition in look.stored)


def _heir_of_body(look: _Look) -> Edition | None:
    """Return an edition that needs the body which the arriving one is about to replace with another."""
    arriving = edition_of(look.arriving)
    others = [edition for edition in look.stored if not edition.is_of(arriving)]
    for own in look.stored:
        if own.is_of(arriving) and not own.has_body_of(arriving):
            heirs = [other for other in others if own.has_body_of(other)]
            return None if any(other.has_body for other in heirs) else next(iter(heirs), None)
    return None


def _numbered(article: StoredArticle, look: _Look) -> StoredArticle:
    """Return an edition as the current one: with the article's revision, clocks and withdrawal."""
    is_same = article.article.content_hash == look.current.article.content_hash
    return replace(
        article,
        revision=look.decision.revision,
        first_seen_at=look.current.first_seen_at,
        content_changed_at=look.current.content_changed_at if is_same else look.arriving.processed_at,
        withdrawal=look.current.withdrawal,
    )
