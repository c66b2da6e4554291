"""Bringing the store to what the editions of an article say it must hold.

Whoever changes the head of an article writes all that changes with it at once, and only if nobody has
changed the head since it was read. An edition with nothing new is written beside the head without that
guard, so whoever has written looks again; and so does whoever brings a document that is stored already.
"""

from collections.abc import Sequence
from datetime import datetime

from broadsheet.article import Article, Outcome
from broadsheet.errors import ConflictError
from broadsheet.ingestion import changes
from broadsheet.ingestion.conflicts import LOOKS_BEFORE_GIVING_UP
from broadsheet.ingestion.deciding import Seen, Step, are_crossed, known_as, leads_on, next_step
from broadsheet.ingestion.revisions import Current, Edition, boundaries, edition_of
from broadsheet.ports import ArticleStore
from broadsheet.receipt import Receipt


def store_article(article: Article, store: ArticleStore, now: datetime) -> Outcome:
    """Store an article as one raw document has it, and return what that did.

    Parameters
    ----------
    article
        An article as one raw document has it.
    store
        Where it goes.
    now
        The moment that counts as first seen, changed and processed, in UTC.

    Returns
    -------
    Outcome
        What the document did; when it was delivered before, what it did then.

    Raises
    ------
    ConflictError
        Other workers kept changing the article.

    Examples
    --------
    >>> from tests.builders import NOON, article, later
    >>> from tests.fakes import FakeArticleStore
    >>> store = FakeArticleStore()
    >>> store_article(article("The lamp is lit."), store, NOON)
    <Outcome.CREATED: 'created'>
    >>> again = article("The lamp is out.", published_at=later(), key="articles/harbour/2.md")
    >>> store_article(again, store, NOON)
    <Outcome.REVISED: 'revised'>
    """
    (outcome,), _ = store_articles([article], store, now)
    return outcome


def store_articles(
    articles: Sequence[Article], store: ArticleStore, now: datetime
) -> tuple[list[Outcome], Receipt | None]:
    """Store the articles of one raw document, at least one; return what each did. See `store_article`.

    Return beside it the rejection that stood of the document's key when its articles were looked for.

    Parameters
    ----------
    articles
        Those of one raw document, in its order.
    store
        Where they go.
    now
        The moment that counts as first seen, changed and processed, in UTC.

    Returns
    -------
    list of Outcome, Receipt or None
        What each article did, in their order, and the rejection that stood.

    Examples
    --------
    >>> from tests.builders import NOON, article
    >>> from tests.fakes import FakeArticleStore
    >>> store_articles([article()], FakeArticleStore(), NOON)
    ([<Outcome.CREATED: 'created'>], None)
    """
    look = store.look(articles[0].raw.key, [edition_of(article, now) for article in articles])
    outcomes = [_Arrival(article, store, now).store(look.articles[article.id]) for article in articles]
    for source in dict.fromkeys(article.source for article in articles):
        store.note_source(source, now)
    return outcomes, look.rejection


class _Arrival:
    """One edition on its way into the store."""

    def __init__(self, article: Article, store: ArticleStore, now: datetime) -> None:
        self._article = article
        self._store = store
        self._now = now
        self._first = edition_of(article, now)

    def store(self, seen: Seen) -> Outcome:
        """Write what is missing or wrong until nothing is, and return what the document did."""
        must_rebuild = False
        for _ in range(LOOKS_BEFORE_GIVING_UP):
            arriving = known_as(self._first, seen.own)
            step = Step.REBUILD if must_rebuild else next_step(arriving, seen)
            if step is Step.FORGET:
                self._store.clear(arriving.article_id)  # of what was written before that was seen
                return Outcome.UNCHANGED
            if step is Step.NOTHING:
                return arriving.outcome
            if step is Step.VERIFY:
                if self._is_settled(seen):
                    return arriving.outcome
                step = Step.REBUILD
            outcome, must_rebuild = self._take(step, arriving, seen)
            if outcome:
                return outcome
            seen = self._look()
        key, article_id = self._article.raw.key, self._article.id
        raise ConflictError(f"article {article_id} kept changing while it was stored", key=key)

    def _take(self, step: Step, arriving: Edition, seen: Seen) -> tuple[Outcome | None, bool]:
        """Take a step; return the outcome if that was all, and whether the next look must see everything."""
        current = seen.current
        if step is Step.CREATE:
            head = changes.first_head(arriving, self._now)
            created = self._store.create_if_absent(head, self._article.content)
            return (Outcome.CREATED if created else None), False
        if current is None or current.edition is None or step is Step.REBUILD:
            is_right = not self._rebuild(arriving, current)
            return (arriving.outcome if is_right else None), True
        if step is Step.SIGHT:
            return self._sight(arriving, current, is_new=arriving.reading != current.edition.reading), False
        if step is Step.REVISE:
            return self._revise(arriving, current), False
        if step is Step.INSERT:
            return self._insert(arriving, current, current.edition)
        self._change(changes.replaced(arriving, seen.own or arriving, current, self._now), current)
        return None, False

    def _sight(self, arriving: Edition, current: Current, *, is_new: bool) -> Outcome | None:
        self._store.put_edition(changes.sighted(arriving), self._article.content if is_new else None)
        after = self._look()
        is_as_before = after.current is not None and after.current.writes == current.writes
        return Outcome.UNCHANGED if is_as_before else None

    def _revise(self, arriving: Edition, current: Current) -> Outcome | None:
        change = changes.revised(arriving, current, self._now)
        if not self._change(change, current):
            return None
        is_settled = self._is_settled(Seen(current=change.current, own=change.current.edition))
        return Outcome.REVISED if is_settled else None

    def _insert(self, arriving: Edition, current: Current, head: Edition) -> tuple[Outcome | None, bool]:
        """Put an edition between its neighbours; whether it crosses another of its key is seen after that."""
        below, above = self._store.beside(arriving.article_id, arriving.place)
        if above is None or head.place < above.place:
            above = head
        change = changes.inserted(arriving, below, above, current, self._now)
        if not self._change(change, current):
            return None, False
        inserted = next(
            each for each in (change.current.edition, *change.editions) if each and each.is_of(arriving)
        )
        is_settled = self._is_settled(Seen(current=change.current, own=inserted))
        return (inserted.outcome if is_settled else None), not is_settled

    def _rebuild(self, arriving: Edition, current: Current | None) -> bool:
        """Bring the article to what all its editions say; return whether there was anything to change."""
        stored = self._store.other_editions(arriving.article_id)
        change = changes.rebuilt(arriving, stored, current, self._now)
        if change is None:
            return False
        self._change(change, current)
        return True

    def _change(self, change: changes.Change, current: Current | None) -> bool:
        return self._store.change(change, observed=current, arriving=self._article.content)

    def _is_settled(self, seen: Seen) -> bool:
        """Tell whether nothing beside a stored edition contradicts where it and the head stand."""
        current, own = seen.current, seen.own
        if current is None or current.edition is None or own is None:
            return False
        head = current.edition
        is_head = head.is_of(own)
        if own.outcome is Outcome.UNCHANGED and not is_head:
            if not self._is_plain(own, head):
                return False
        elif leads_on(self._store.above(own.article_id, head.place), head):
            return False
        versions = self._store.versions_beside(own, earlier=not is_head)
        if head.raw.key == own.raw.key and not is_head:
            versions = (*versions, head)
        return not any(are_crossed(own, version) for version in versions)

    def _is_plain(self, own: Edition, head: Edition) -> bool:
        """Tell whether an edition, which may have been written without the guard, makes no revision."""
        if own.place > head.place:
            return own.content_hash == head.content_hash
        below, above = self._store.beside(own.article_id, own.place)
        if above is None or head.place < above.place:
            above = head
        if above is head and own.content_hash == head.content_hash:
            return False  # the first of the last revision, which the head must be
        return boundaries(below, own, above) == boundaries(below, above)

    def _look(self) -> Seen:
        look = self._store.look(self._article.raw.key, [self._first])
        return look.articles[self._article.id]
