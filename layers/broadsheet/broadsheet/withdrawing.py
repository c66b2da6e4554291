"""Taking an article down and putting it back. What is withdrawn stays so, whatever is dropped or replayed."""

from dataclasses import replace
from datetime import datetime

from broadsheet.article import Withdrawal
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
    _set_withdrawal(article_id, Withdrawal(reason=reason, withdrawn_at=now), store)


def restore(article_id: str, store: ArticleStore) -> None:
    """Undo a withdrawal; an article that is not withdrawn stays as it is.

    Raises
    ------
    ArticleNotFoundError
        There is no such article.
    ConflictError
        Workers kept changing the article.
    """
    _set_withdrawal(article_id, None, store)


def _set_withdrawal(article_id: str, withdrawal: Withdrawal | None, store: ArticleStore) -> None:
    for _ in range(TRIES):
        current = store.current(article_id)
        if store.settle(replace(current, withdrawal=withdrawal), observed=current):
            return
    raise ConflictError(f"article {article_id} kept changing; try again")
