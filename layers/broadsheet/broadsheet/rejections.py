"""Which rejections stand: a pure decision, the same whatever arrives first."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from broadsheet.article import UNDATED, Outcome, Receipt


def corrected(receipts: Iterable[Receipt]) -> list[Receipt]:
    """Return those receipts of one key, all of which are given, whose `stands` was wrong, put right.

    A rejection stands when no later version of its key has arrived: a good one repairs it, and
    another bad one takes its place.
    """
    receipts = list(receipts)
    latest = max(receipts, key=_order)
    should_stand = {
        receipt: receipt is latest and receipt.outcome is Outcome.REJECTED for receipt in receipts
    }
    return [
        replace(receipt, stands=stands)
        for receipt, stands in should_stand.items()
        if receipt.stands != stands
    ]


def _order(receipt: Receipt) -> tuple[datetime, str, str]:
    location = receipt.location
    return location.put_at or UNDATED, location.sequencer, location.version_id
