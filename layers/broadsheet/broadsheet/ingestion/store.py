"""Bringing the store to what the editions of an article say it must hold.

Whoever changes the head of an article writes all that changes with it at once, and only if nobody has
changed the head since it was read. An edition with nothing new is written beside the head without that
guard, so whoever has written looks again; and so does whoever brings a document that is stored already.
"""

from collections.abc import Sequence
from datetime import datetime

from broadsheet.article import Article, Outcome, Receipt
from broadsheet.errors import ConflictError
from broadsheet.ingestion import deciding
from broadsheet.ingestion.deciding import Seen, Step, known_as, next_step
from broadsheet.ingestion.revisions import Current, Edition, edition_of
from broadsheet.ports import ArticleStore

LOOKS_BEFORE_GIVING_UP = 20


def store_article(article: Article, store: ArticleStore, now: datetime) -> Outcome:
    """Store an article as one raw document has it, and return what that did.

    Raises
    ------
    ConflictError
        Other workers kept changing the article.
    """
    (outcome,), _ = store_articles([article], store, now)
    return outcome


def store_articles(
    articles: Sequence[Article], store: ArticleStore, now: datetime
) -> tuple[list[Outcome], Receipt | None]:
    """Store the articles of one raw document, at least one; return what each did. See `store_article`.

    Return beside it the rejection that stood of the document's key when its articles were looked for.
    """
    look = store.look(articles[0].raw.key, [edition_of(article, now) for article in articles])
    outcomes = [_Arrival(article, store, now).store(look.articles[article.id]) for article in articles]
    for source in dict.fromkeys(article.source for article in articles):
        store.note_source(source, now)
    return outcomes, look.rejection


def rebuild_article(article_id: str, current: Current | None, store: ArticleStore, now: datetime) -> bool:
    """Bring an article to what its stored editions say, and return whether anything had to change.

    Raises
    ------
    ConflictError
        Another worker changed the article at the same time.
    """
    change = deciding.rebuilt(None, store.other_editions(article_id), current, now)
    if change and not store.change(change, observed=current):
        raise ConflictError(f"article {article_id} was changed while it was rebuilt")
    return change is not None


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
        raise ConflictError(f"{key}: article {article_id} kept changing while it was stored")

    def _take(self, step: Step, arriving: Edition, seen: Seen) -> tuple[Outcome | None, bool]:
        """Take a step; return the outcome if that was all, and whether the next look must see everything."""
        current = seen.current
        if step is Step.CREATE:
            head = deciding.first_head(arriving, self._now)
            created = self._store.create_if_absent(head, self._article.content)
            return (Outcome.CREATED if created else None), False
        if current is None or current.edition is None or step is Step.REBUILD:
            return None, self._rebuild(arriving, current)
        if step is Step.SIGHT:
            return self._sight(arriving, current, is_new=arriving.reading != current.edition.reading), False
        if step is Step.REVISE:
            return self._revise(arriving, current), False
        if step is Step.INSERT:
            return None, not self._insert(arriving, current, current.edition)
        self._change(deciding.replaced(arriving, seen.own or arriving, current, self._now), current)
        return None, False

    def _sight(self, arriving: Edition, current: Current, *, is_new: bool) -> Outcome | None:
        self._store.put_edition(deciding.sighted(arriving), self._article.content if is_new else None)
        after = self._look()
        is_as_before = after.current is not None and after.current.writes == current.writes
        return Outcome.UNCHANGED if is_as_before else None

    def _revise(self, arriving: Edition, current: Current) -> Outcome | None:
        change = deciding.revised(arriving, current, self._now)
        if not self._change(change, current):
            return None
        is_settled = self._is_settled(Seen(current=change.current, own=change.current.edition))
        return Outcome.REVISED if is_settled else None

    def _insert(self, arriving: Edition, current: Current, head: Edition) -> bool:
        """Put an edition between its neighbours; return False if that takes a look at everything."""
        below, above = self._store.beside(arriving.article_id, arriving.place)
        if above is None or head.place < above.place:
            above = head
        versions = self._versions_beside(arriving, current)
        if any(deciding.are_crossed(arriving, version) for version in versions):
            return False
        self._change(deciding.inserted(arriving, below, above, current, self._now), current)
        return True

    def _rebuild(self, arriving: Edition, current: Current | None) -> bool:
        """Bring the article to what all its editions say; return whether there was anything to change."""
        stored = self._store.other_editions(arriving.article_id)
        change = deciding.rebuilt(arriving, stored, current, self._now)
        if change is None:
            return False
        self._change(change, current)
        return True

    def _change(self, change: deciding.Change, current: Current | None) -> bool:
        return self._store.change(change, observed=current, arriving=self._article.content)

    def _is_settled(self, seen: Seen) -> bool:
        current, own = seen.current, seen.own
        if current is None or current.edition is None or own is None:
            return False
        above = self._store.above(own.article_id, current.edition.place)
        return deciding.is_settled(own, current, above, self._versions_beside(own, current))

    def _versions_beside(self, edition: Edition, current: Current) -> tuple[Edition, ...]:
        """Return the editions of the same key beside an edition's put, the head's among them."""
        versions = self._store.versions_beside(edition)
        head = current.edition
        if head and head.raw.key == edition.raw.key and not head.is_of(edition):
            return (*versions, head)
        return versions

    def _look(self) -> Seen:
        look = self._store.look(self._article.raw.key, [self._first])
        return look.articles[self._article.id]
