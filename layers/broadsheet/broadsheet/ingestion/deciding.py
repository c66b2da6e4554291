"""What an arriving edition asks to be written next: pure decisions, each from what was seen at one moment."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto

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
REAL_SEQUENCER = frozenset("0123456789ABCDEFabcdef")
MOST_EDITIONS_AT_ONCE = 50  # in one transaction, which takes 100 items


class Step(Enum):
    """What to do next with an arriving edition."""

    FORGET = auto()
    CREATE = auto()
    SIGHT = auto()
    REVISE = auto()
    INSERT = auto()
    REPLACE = auto()
    REBUILD = auto()
    VERIFY = auto()
    NOTHING = auto()


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What was seen of an article at one moment: its head, and the arriving document's own edition."""

    current: Current | None
    own: Edition | None


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


def next_step(arriving: Edition, seen: Seen) -> Step:
    """Return what to do with an arriving edition, by the first line that holds.

    ============================================================================  =======
    the article was erased                                                        FORGET
    nothing is stored of the article                                              CREATE
    there is no head, or one without an edition or a revision                     REBUILD
    the document is stored, as a newer parser read it                             NOTHING
    the document is stored, as it arrives                                         VERIFY
    the document is stored, with other words at the same place                    REPLACE
    the document is stored, but changes its place or its content                  REBUILD
    later than the head, the same content, no version of its key passed by        SIGHT
    later than the head, other content                                            REVISE
    any other                                                                     INSERT
    ============================================================================  =======

    Parameters
    ----------
    arriving
        The arriving edition.
    seen
        What was seen of its article at one moment.

    Returns
    -------
    Step
        The first that holds.

    Examples
    --------
    >>> from tests.builders import article, edition
    >>> next_step(edition(article()), Seen(current=None, own=None)).name
    'CREATE'
    """
    current, own = seen.current, seen.own
    if current and current.is_erased:
        return Step.FORGET
    if current is None and own is None:
        return Step.CREATE
    if current is None or current.edition is None or not current.revision:
        return Step.REBUILD
    if own:
        return _step_of_known(arriving, own)
    return _step_of_new(arriving, current.edition, current.latest_put)


def _step_of_new(arriving: Edition, head: Edition, latest_put: str) -> Step:
    if arriving.place < head.place:
        return Step.INSERT
    if arriving.content_hash != head.content_hash:
        return Step.REVISE
    is_plain = arriving.placed_at == head.placed_at and arriving.put_order > latest_put
    return Step.SIGHT if is_plain else Step.REBUILD


def _step_of_known(arriving: Edition, own: Edition) -> Step:
    if own.parser_version > arriving.parser_version:
        return Step.NOTHING
    arriving = replace(arriving, placed_at=own.placed_at)
    if own == arriving:
        return Step.VERIFY
    is_in_place = own.put_order == arriving.put_order and own.published_at == arriving.published_at
    return Step.REPLACE if is_in_place and own.content_hash == arriving.content_hash else Step.REBUILD


def known_as(arriving: Edition, own: Edition | None) -> Edition:
    """Return the arriving edition with what only an earlier delivery of it knew: outcome and sequencer."""
    if own is None:
        return arriving
    sequencer = max(arriving.sequencer, own.sequencer, key=_trust)
    return replace(arriving, outcome=own.outcome, sequencer=sequencer)


def is_s3s(sequencer: str) -> bool:
    """Tell S3's own sequencer from nothing, and from what stands in for one: the order of S3's list."""
    return bool(sequencer) and REAL_SEQUENCER.issuperset(sequencer)


def _trust(sequencer: str) -> int:
    """Rank what is known of a put's order: S3's own word, then the order of its list, then nothing."""
    return 2 if is_s3s(sequencer) else bool(sequencer)


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


def are_crossed(one: Edition, other: Edition) -> bool:
    """Tell whether of two editions of one key the later put stands at an earlier date."""
    earlier, later = sorted((one, other), key=lambda edition: edition.put_order)
    return later.placed_at < earlier.placed_at


def leads_on(above: Edition | None, head: Edition) -> bool:
    """Tell whether the nearest edition above a head has other content, so that the head is none."""
    return above is not None and above.content_hash != head.content_hash
