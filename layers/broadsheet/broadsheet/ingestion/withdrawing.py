"""Taking an article down and putting it back. What is withdrawn stays so, whatever is dropped or replayed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from broadsheet.article import Withdrawal
from broadsheet.errors import ArticleNotFoundError, ConflictError
from broadsheet.ingestion.deciding import TICK
from broadsheet.ingestion.revisions import Current
from broadsheet.ports import ArticleStore

TRIES = 20


def withdraw(article_id: str, reason: str, store: ArticleStore, now: datetime) -> bool:
    """Take an article out of every listing, and have its address answer with the reason.

    An article that has not arrived will be withdrawn when it does. Return whether it has.

    Raises
    ------
    ConflictError
        Workers kept changing the article.
    """

    def taken_down(head: Current | None) -> Current:
        if head is None:
            head = Current(
                article_id=article_id, edition=None, revision=0, first_seen_at=now, content_changed_at=now
            )
        withdrawal = Withdrawal(reason=reason, withdrawn_at=max(now, head.content_changed_at + TICK))
        return replace(head, withdrawal=withdrawal)

    return _settle(article_id, taken_down, store).edition is not None


def restore(article_id: str, store: ArticleStore, now: datetime) -> None:
    """Undo a withdrawal; an article that is not withdrawn stays as it is.

    What is put back counts as changed now, so that clients who follow the changes meet it again.

    Raises
    ------
    ArticleNotFoundError
        There is no such article.
    ConflictError
        Workers kept changing the article.
    """

    def put_back(head: Current | None) -> Current:
        if head is None:
            raise ArticleNotFoundError(f"no article has the id {article_id!r}")
        if head.withdrawal is None:
            return head
        changed_at = max(now, head.withdrawal.withdrawn_at + TICK)
        return replace(head, withdrawal=None, content_changed_at=changed_at)

    _settle(article_id, put_back, store)


def _settle(article_id: str, change: Callable[[Current | None], Current], store: ArticleStore) -> Current:
    for _ in range(TRIES):
        head = store.head(article_id)
        wanted = change(head)
        if wanted == head or store.put_withdrawal(wanted, observed=head):
            return wanted
    raise ConflictError(f"article {article_id} kept changing; try again")
