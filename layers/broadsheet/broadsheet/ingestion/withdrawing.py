"""Taking an article down and putting it back. What is withdrawn stays so, whatever is dropped or replayed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from broadsheet.article import StoredArticle, Withdrawal
from broadsheet.errors import ConflictError
from broadsheet.ports import ArticleStore

TRIES = 20


def withdraw(article_id: str, reason: str, store: ArticleStore, now: datetime) -> None:
    """Take an article out of every listing, and have its address answer with the reason.

    Raises
    ------
    ArticleNotFoundError
        There is no such article.
    ConflictError
        Workers kept changing the article.
    """
    withdrawal = Withdrawal(reason=reason, withdrawn_at=now)
    _settle(article_id, lambda current: replace(current, withdrawal=withdrawal), store)


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
    _settle(article_id, lambda current: _put_back(current, now), store)


def _put_back(current: StoredArticle, now: datetime) -> StoredArticle:
    return replace(current, withdrawal=None, content_changed_at=now) if current.withdrawal else current


def _settle(article_id: str, change: Callable[[StoredArticle], StoredArticle], store: ArticleStore) -> None:
    for _ in range(TRIES):
        current = store.current(article_id)
        if store.settle(change(current), observed=current):
            return
    raise ConflictError("the article kept changing; try again", key=article_id)
