"""What every store must do with receipts."""

from dataclasses import replace

import pytest

from broadsheet.article import Outcome, Receipt
from broadsheet.retrieval.queries import RejectionQuery
from tests.builders import later, location
from tests.contract.stores import Stores


def rejected(key: str, hour: int, *, stands: bool = True) -> Receipt:
    return Receipt(
        location=replace(location(key), put_at=later(hour)),
        outcome=Outcome.REJECTED,
        article_ids=(),
        parser_version=1,
        processed_at=later(hour),
        code="no_header",
        message=f"{key}: no header",
        stands=stands,
    )


def test_receipts_read_back_equal(stores: Stores) -> None:
    good = replace(
        rejected("港口/1.md", 1), outcome=Outcome.CREATED, article_ids=("a", "b"), code="", stands=False
    )
    bad = replace(rejected("港口/1.md", 2), location=location("港口/1.md", "v2"))
    for receipt in (good, bad, rejected("other.md", 3)):
        assert stores.writes.record(receipt, over=None)
    assert set(stores.writes.receipts_of("港口/1.md")) == {good, bad}


@pytest.mark.parametrize(
    "seen",
    [
        None,
        replace(rejected("a.md", 1), outcome=Outcome.CREATED),
        replace(rejected("a.md", 1), parser_version=2),
        replace(rejected("a.md", 1), processed_at=later(2)),
        replace(rejected("a.md", 1), stands=False),
        replace(rejected("a.md", 1), location=replace(rejected("a.md", 1).location, sequencer="0A")),
    ],
)
def test_a_receipt_that_another_worker_has_changed_meanwhile_is_not_overwritten(
    stores: Stores, seen: Receipt | None
) -> None:
    stores.writes.record(rejected("a.md", 1), over=None)
    newer = replace(rejected("a.md", 1), parser_version=9)
    assert not stores.writes.record(newer, over=seen)
    assert stores.writes.receipts_of("a.md") == (rejected("a.md", 1),)
    assert stores.writes.record(newer, over=rejected("a.md", 1))
    assert stores.writes.receipts_of("a.md") == (newer,)


def test_rejections_that_stand_are_listed_newest_first_in_pages(stores: Stores) -> None:
    for number in range(5):
        stores.writes.record(rejected(f"{number}.md", number, stands=number != 3), over=None)
    first = stores.reads.rejections(RejectionQuery(limit=2))
    second = stores.reads.rejections(RejectionQuery(limit=2, after=first.next))
    listed = [receipt.location.key for page in (first, second) for receipt in page.receipts]
    assert listed == ["4.md", "2.md", "1.md", "0.md"]
    assert second.next is None
    assert first.receipts[0].message == "4.md: no header"
