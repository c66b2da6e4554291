"""Repairing what is stored of an article: its head, from its editions; an edition, from its document."""

from dataclasses import replace
from datetime import datetime

from broadsheet.errors import ConflictError
from broadsheet.ingestion.changes import Change, rebuilt
from broadsheet.ingestion.conflicts import LOOKS_BEFORE_GIVING_UP
from broadsheet.ingestion.revisions import Edition
from broadsheet.ports import ArticleStore


def rebuild_article(article_id: str, store: ArticleStore, now: datetime) -> None:
    """Write the head of an article anew, as its stored editions say it must be.

    Parameters
    ----------
    article_id
        26 characters of `a-z2-7`.
    store
        Where the article is.
    now
        The moment that counts as changed where something is, in UTC.

    Raises
    ------
    ConflictError
        Other workers kept changing the article.
    """
    is_written = False
    for _ in range(LOOKS_BEFORE_GIVING_UP):
        head = store.head(article_id)
        if head is None or head.is_erased:
            return
        change = rebuilt(None, store.other_editions(article_id), head, now)
        if change is None and is_written:
            return
        is_written |= store.change(change or Change(current=head), observed=head)
    raise ConflictError("kept changing while it was rebuilt", key=article_id)


def doubt_edition(edition: Edition, store: ArticleStore) -> None:
    """Have an edition count as read by no parser: its document, delivered again, is read and written anew.

    Parameters
    ----------
    edition
        An edition as it is stored.
    store
        Where it is.

    Raises
    ------
    ConflictError
        Other workers kept changing the article.
    """
    doubtful = replace(edition, parser_version=0)
    for _ in range(LOOKS_BEFORE_GIVING_UP):
        head = store.head(edition.article_id)
        if head is None or head.edition is None or not head.edition.is_of(edition):
            store.put_edition(doubtful)
            return
        if store.change(Change(current=replace(head, edition=doubtful)), observed=head):
            return
    raise ConflictError("kept changing while an edition was doubted", key=edition.article_id)
