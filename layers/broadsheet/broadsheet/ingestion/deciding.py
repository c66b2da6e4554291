"""What an arriving edition asks to be done next: pure decisions, each from what was seen at one moment."""

from dataclasses import dataclass, replace
from enum import Enum, auto

from broadsheet.ingestion.revisions import Current, Edition

REAL_SEQUENCER = frozenset("0123456789ABCDEFabcdef")


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
    """Tell S3's own sequencer from nothing, and from what stands in for one: the order of S3's list.

    Parameters
    ----------
    sequencer
        A sequencer, empty where it is not known.

    Returns
    -------
    bool
        Whether S3 gave it: hexadecimal digits and nothing else.

    Examples
    --------
    >>> is_s3s("0055AED6DCD90281E5"), is_s3s("#12"), is_s3s("")
    (True, False, False)
    """
    return bool(sequencer) and REAL_SEQUENCER.issuperset(sequencer)


def _trust(sequencer: str) -> int:
    """Rank what is known of a put's order: S3's own word, then the order of its list, then nothing."""
    return 2 if is_s3s(sequencer) else bool(sequencer)


def are_crossed(one: Edition, other: Edition) -> bool:
    """Tell whether of two editions of one key the later put stands at an earlier date."""
    earlier, later = sorted((one, other), key=lambda edition: edition.put_order)
    return later.placed_at < earlier.placed_at


def leads_on(above: Edition | None, head: Edition) -> bool:
    """Tell whether the nearest edition above a head has other content, so that the head is none."""
    return above is not None and above.content_hash != head.content_hash
