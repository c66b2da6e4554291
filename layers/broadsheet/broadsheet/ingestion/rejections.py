"""What the receipts of a key must say, and which rejections stand: pure, the same whatever arrives first."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from broadsheet.article import UNDATED, Outcome, Receipt
from broadsheet.errors import OUT_OF_REACH


def receipts_after(arriving: Receipt, stored: Iterable[Receipt]) -> list[Receipt]:
    """Return what the receipts of one key must be, the arriving one's first, given those that are stored.

    A rejection stands when no later version of its key has arrived: a good one repairs it, and
    another bad one takes its place.
    """
    stored = list(stored)
    version_id = arriving.location.version_id
    earlier = [receipt for receipt in stored if receipt.location.version_id == version_id]
    others = [receipt for receipt in stored if receipt.location.version_id != version_id]
    receipts = [_merged(arriving, *earlier), *others]
    latest = max(receipts, key=_order)
    return [
        replace(receipt, stands=receipt is latest and receipt.outcome is Outcome.REJECTED)
        for receipt in receipts
    ]


def _merged(arriving: Receipt, earlier: Receipt | None = None) -> Receipt:
    """Return the one of two receipts of the same document that tells more, with what only the other knew.

    The newer parser's verdict holds, whichever worker is faster. That a document is gone or archived by
    now takes nothing back of what became of it. The same verdict again is no news, so that it costs no write.
    """
    if earlier is None:
        return arriving
    sequencer = earlier.location.sequencer or arriving.location.sequencer
    is_gone = arriving.code in OUT_OF_REACH
    is_outdated = arriving.parser_version < earlier.parser_version
    holds = earlier if is_gone or is_outdated or _verdict(arriving) == _verdict(earlier) else arriving
    return replace(holds, location=replace(holds.location, sequencer=sequencer))


def _verdict(receipt: Receipt) -> tuple[object, ...]:
    return receipt.outcome, receipt.article_ids, receipt.parser_version, receipt.code, receipt.message


def _order(receipt: Receipt) -> tuple[datetime, str, str]:
    location = receipt.location
    return location.put_at or UNDATED, location.sequencer, location.version_id
