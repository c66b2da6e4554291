"""What to write of an article for each step of an arriving edition: pure functions of what was seen."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from broadsheet.article import Outcome
from broadsheet.ingestion.revisions import (
    Current,
    Edition,
    boundaries,
    in_order,
    outcome_among,
    revisions_of,
)

TICK = timedelta(milliseconds=1)
MOST_EDITIONS_AT_ONCE = 50  # in one transaction, which takes 100 items


@dataclass(frozen=True, kw_only=True)
class Change:
    """What to write at once, if the head is still the one that was seen.

    `current` is the new head; the other `editions` are put beside it. The head's content is that of its
    edition's reading: the arriving one's, the one that the old head holds, or one that lies apart. An edition
    that was stored beside the head and becomes the head is `promoted`: its own item goes. `keeps_reading`
    unless no edition has the old head's reading any more.
    """

    current: Current
    editions: tuple[Edition, ...] = ()
    promoted: Edition | None = None
    keeps_reading: bool = True


def first_head(arriving: Edition, now: datetime) -> Current:
    """Return the head of a new article."""
    return Current(
        article_id=arriving.article_id,
        edition=arriving,
        revision=1,
        first_seen_at=now,
        content_changed_at=now,
        latest_put=arriving.put_order,
    )


def revised(arriving: Edition, current: Current, now: datetime) -> Change:
    """Return the change that makes an edition the current one, as a revision of its own."""
    arriving = replace(arriving, outcome=Outcome.REVISED)
    return _led_by(arriving, current, current.revision + 1, (), now, arriving.put_order)


def replaced(arriving: Edition, own: Edition, current: Current, now: datetime) -> Change:
    """Return the change that puts an edition in the place of an older reading of the same document."""
    arriving = replace(arriving, placed_at=own.placed_at, content_changed_at=own.content_changed_at)
    if current.edition and current.edition.is_of(arriving):
        return _led_by(arriving, current, current.revision, (), now, arriving.put_order)
    return Change(current=current, editions=(arriving,))


def inserted(
    arriving: Edition, below: Edition | None, above: Edition, current: Current, now: datetime
) -> Change:
    """Return the change that puts an edition between two neighbours, below the head."""
    outcome = Outcome.SUPERSEDED
    if arriving.content_hash in {above.content_hash, below.content_hash if below else ""}:
        outcome = Outcome.UNCHANGED
    arriving = replace(arriving, outcome=outcome)
    revision = current.revision + boundaries(below, arriving, above) - boundaries(below, above)
    is_of_head = current.edition is not None and current.edition.is_of(above)
    if is_of_head and above.content_hash == arriving.content_hash:  # the first of the last revision now
        return _led_by(arriving, current, revision, (), now, arriving.put_order)
    latest_put = max(current.latest_put, arriving.put_order)
    return Change(current=replace(current, revision=revision, latest_put=latest_put), editions=(arriving,))


def rebuilt(
    arriving: Edition | None, stored: tuple[Edition, ...], current: Current | None, now: datetime
) -> Change | None:
    """Return the change that brings an article to what all its editions say, None if it is there.

    `stored` are the editions beside the head. If there are too many to change at once, the change is a part.

    Parameters
    ----------
    arriving
        An edition on its way in, None where the stored ones are all.
    stored
        The editions beside the head, in any order.
    current
        The head as it was read, None where there is none.
    now
        The moment that counts as changed, in UTC.

    Returns
    -------
    Change or None
        What to write; None if the store holds it, or there is no edition at all.

    Examples
    --------
    >>> from tests.builders import NOON, article, edition
    >>> rebuilt(None, (edition(article()),), None, NOON).current.revision
    1
    """
    there = {edition.document: edition for edition in stored}
    if current and current.edition:
        there[current.edition.document] = current.edition
    wanted = dict(there)
    if arriving:
        own = there.get(arriving.document)
        if own is None or own.parser_version <= arriving.parser_version:
            wanted[arriving.document] = arriving
    ordered = in_order(wanted.values())
    if not ordered:
        return None
    if arriving and arriving.document not in there:
        outcome = outcome_among(arriving, ordered)
        ordered = [replace(e, outcome=outcome) if e.is_of(arriving) else e for e in ordered]
    revisions = revisions_of(ordered)
    leading = revisions[-1][0]
    changed = [e for e in ordered if e != there.get(e.document) and not e.is_of(leading)]
    changed = changed[:MOST_EDITIONS_AT_ONCE]
    head = current or first_head(leading, now)
    latest_put = max(edition.put_order for edition in ordered)
    change = _led_by(leading, head, len(revisions), tuple(changed), now, latest_put)
    if any(leading.is_of(edition) for edition in stored):
        change = replace(change, promoted=leading)
    if head.edition and not any(edition.reading == head.edition.reading for edition in ordered):
        change = replace(change, keeps_reading=False)
    return None if change.current == current and not change.editions else change


def _led_by(
    leading: Edition,
    current: Current,
    revision: int,
    others: tuple[Edition, ...],
    now: datetime,
    latest_put: str,
) -> Change:
    """Return the change that makes an edition the current one; the old one is kept beside it."""
    old = current.edition
    changed_at = current.content_changed_at
    if old is None or old.content_hash != leading.content_hash:
        changed_at = max(now, changed_at + TICK)
    displaced = (old,) if old and not old.is_of(leading) and not any(old.is_of(e) for e in others) else ()
    return Change(
        current=replace(
            current,
            edition=replace(leading, content_changed_at=changed_at),
            revision=revision,
            first_seen_at=current.first_seen_at if old else now,
            content_changed_at=changed_at,
            latest_put=max(current.latest_put, latest_put),
        ),
        editions=(*displaced, *others),
    )


def sighted(arriving: Edition) -> Edition:
    """Return the edition that says nothing new."""
    return replace(arriving, outcome=Outcome.UNCHANGED)
