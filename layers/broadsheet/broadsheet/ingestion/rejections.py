"""What the receipt of a document must say: pure, the same whatever arrives first."""

from dataclasses import replace

from broadsheet.article import Outcome
from broadsheet.errors import OUT_OF_REACH
from broadsheet.receipt import Receipt


def merged(arriving: Receipt, earlier: Receipt | None) -> Receipt:
    """Return the one of two receipts of the same document that tells more, with what only the other knew.

    The newer parser's verdict holds, whichever worker is faster. That a document is gone or archived by
    now takes nothing back of what became of it. The same verdict again is no news, so that it costs no write.
    What an operator said of the document holds for good.
    """
    if earlier is None:
        return arriving
    sequencer = earlier.location.sequencer or arriving.location.sequencer
    is_gone = arriving.code in OUT_OF_REACH
    is_outdated = arriving.parser_version < earlier.parser_version
    holds = earlier if is_gone or is_outdated or is_same_verdict(arriving, earlier) else arriving
    return replace(
        holds,
        location=replace(holds.location, sequencer=sequencer),
        dismissed=arriving.dismissed or earlier.dismissed,
        given_up=arriving.given_up or earlier.given_up,
    )


def is_same_verdict(one: Receipt, other: Receipt) -> bool:
    """Tell whether two receipts of a document say the same of it."""
    return _verdict(one) == _verdict(other)


def _verdict(receipt: Receipt) -> tuple[object, ...]:
    return receipt.outcome, receipt.article_ids, receipt.parser_version, receipt.code, receipt.message


def standing(mine: Receipt, stands: Receipt | None, latest_version: str) -> Receipt | None:
    """Return the rejection that must stand of a key, given the one that does and the bucket's latest version.

    A rejection stands when its version is the latest of its key: a good one that is dropped later repairs
    it, another bad one takes its place, and nothing needs to be put right of a document that was deleted.
    """
    of_latest = {receipt.location.version_id: receipt for receipt in (stands, mine) if receipt}
    receipt = of_latest.get(latest_version)
    is_rejected = receipt is not None and receipt.outcome is Outcome.REJECTED and not receipt.dismissed
    return receipt if is_rejected else None
