"""Taking an article down, putting it back, erasing it: it holds whatever is dropped or replayed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from broadsheet.article import UNDATED, Withdrawal
from broadsheet.errors import ArticleErasedError, ArticleNotFoundError, ConflictError
from broadsheet.ingestion.changes import TICK
from broadsheet.ingestion.conflicts import LOOKS_BEFORE_GIVING_UP
from broadsheet.ingestion.revisions import Current
from broadsheet.ports import ArticleStore


def withdraw(article_id: str, reason: str, store: ArticleStore, now: datetime) -> bool:
    """Take an article out of every listing, and have its address answer with the reason.

    An article that has not arrived will be withdrawn when it does.

    Parameters
    ----------
    article_id
        26 characters of `a-z2-7`.
    reason
        Why; readers who ask for the article are told so.
    store
        Where the article is.
    now
        The moment of the withdrawal, in UTC.

    Returns
    -------
    bool
        Whether the article has arrived.

    Raises
    ------
    ArticleErasedError
        It was erased.
    ConflictError
        Workers kept changing the article.

    Examples
    --------
    >>> from tests.builders import NOON
    >>> from tests.fakes import FakeArticleStore
    >>> withdraw("neaf6gphn4llyp23kd5vtcjbmu", "by order of the court", FakeArticleStore(), NOON)
    False
    """

    def taken_down(head: Current | None) -> Current:
        _refuse_erased(head)
        head = head or _before_arrival(article_id, now)
        return replace(head, withdrawal=_withdrawal(head, reason, now))

    return _settle(article_id, taken_down, store).edition is not None


def restore(article_id: str, store: ArticleStore, now: datetime) -> None:
    """Undo a withdrawal; an article that is not withdrawn stays as it is.

    What is put back counts as changed now, so that clients who follow the changes meet it again.

    Parameters
    ----------
    article_id
        26 characters of `a-z2-7`.
    store
        Where the article is.
    now
        The moment that it counts as changed, in UTC.

    Raises
    ------
    ArticleNotFoundError
        There is no such article.
    ArticleErasedError
        It was erased.
    ConflictError
        Workers kept changing the article.
    """

    def put_back(head: Current | None) -> Current:
        _refuse_erased(head)
        if head is None:
            raise ArticleNotFoundError(f"no article has the id {article_id!r}")
        if head.withdrawal is None:
            return head
        changed_at = max(now, _last_change(head) + TICK)
        return replace(head, withdrawal=None, content_changed_at=changed_at)

    _settle(article_id, put_back, store)


def erase(article_id: str, reason: str, store: ArticleStore, now: datetime) -> None:
    """Remove all that the store holds of an article but a tombstone: that it was erased, when, and why.

    Nothing will be stored of it again. Of one that is erased already, the first reason stands; what is left
    of it is removed.

    Raises
    ------
    ConflictError
        Workers kept changing the article.
    """

    def tombstone(head: Current | None) -> Current:
        if head and head.is_erased:
            return head
        head = head or _before_arrival(article_id, now)
        withdrawal = replace(_withdrawal(head, reason, now), erased=True)
        source = head.edition.source if head.edition else head.source
        return replace(
            head, edition=None, revision=0, latest_put="", withdrawal=withdrawal, source=source, held=None
        )

    _settle(article_id, tombstone, store)
    store.clear(article_id)


def _before_arrival(article_id: str, now: datetime) -> Current:
    return Current(article_id=article_id, edition=None, revision=0, first_seen_at=now, content_changed_at=now)


def _withdrawal(head: Current, reason: str, now: datetime) -> Withdrawal:
    """Return a withdrawal that stands after all before it in the order of change."""
    return Withdrawal(reason=reason, withdrawn_at=max(now, _last_change(head) + TICK))


def _last_change(head: Current) -> datetime:
    """Return when an article last changed: while it was withdrawn, too, it could be revised."""
    return max(head.content_changed_at, head.withdrawal.withdrawn_at if head.withdrawal else UNDATED)


def _refuse_erased(head: Current | None) -> None:
    if head and head.withdrawal and head.withdrawal.erased:
        raise ArticleErasedError(f"was erased, for good: {head.withdrawal.reason}", key=head.article_id)


def _settle(article_id: str, change: Callable[[Current | None], Current], store: ArticleStore) -> Current:
    for _ in range(LOOKS_BEFORE_GIVING_UP):
        head = store.head(article_id)
        wanted = change(head)
        if wanted == head or store.put_withdrawal(wanted, observed=head):
            return wanted
    raise ConflictError("kept changing; try again", key=article_id)
