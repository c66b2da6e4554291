"""What every store must do with receipts."""

from dataclasses import replace

import pytest

from broadsheet.article import Outcome
from broadsheet.receipt import Receipt
from broadsheet.retrieval.queries import RejectionQuery
from tests.builders import later, location
from tests.contract.stores import Stores


def rejected(key: str, hour: int) -> Receipt:
    return Receipt(
        location=replace(location(key), put_at=later(hour)),
        outcome=Outcome.REJECTED,
        article_ids=(),
        parser_version=1,
        processed_at=later(hour),
        code="no_header",
        message=f"{key}: no header",
    )


def test_receipts_read_back_equal(stores: Stores) -> None:
    good = replace(rejected("港口/1.md", 1), outcome=Outcome.CREATED, article_ids=("a", "b"), code="")
    bad = replace(rejected("港口/1.md", 2), location=location("港口/1.md", "v2"), dismissed=True)
    for receipt in (good, bad, rejected("other.md", 3)):
        assert stores.writes.put_receipt(receipt, over=None) is None
    assert [stores.writes.receipt(receipt.location) for receipt in (good, bad)] == [good, bad]
    assert stores.writes.receipt(location("other.md", "v9")) is None


@pytest.mark.parametrize(
    "seen",
    [
        None,
        replace(rejected("a.md", 1), outcome=Outcome.CREATED),
        replace(rejected("a.md", 1), parser_version=2),
        replace(rejected("a.md", 1), processed_at=later(2)),
        replace(rejected("a.md", 1), dismissed=True),
        replace(rejected("a.md", 1), given_up=True),
        replace(rejected("a.md", 1), location=replace(rejected("a.md", 1).location, sequencer="0A")),
    ],
)
def test_a_receipt_that_another_worker_has_changed_meanwhile_is_not_overwritten(
    stores: Stores, seen: Receipt | None
) -> None:
    stores.writes.put_receipt(rejected("a.md", 1), over=None)
    newer = replace(rejected("a.md", 1), parser_version=9)
    assert stores.writes.put_receipt(newer, over=seen) == rejected("a.md", 1)
    assert stores.writes.receipt(newer.location) == rejected("a.md", 1)
    assert stores.writes.put_receipt(newer, over=rejected("a.md", 1)) is None
    assert stores.writes.receipt(newer.location) == newer


def test_a_key_has_one_rejection_that_stands_and_none_when_it_is_taken_off(stores: Stores) -> None:
    first, second = (replace(rejected("a.md", n), location=location("a.md", f"v{n}")) for n in (1, 2))
    assert stores.writes.put_rejection("a.md", first, over=None)
    assert not stores.writes.put_rejection("a.md", second, over=None)
    assert not stores.writes.put_rejection("a.md", None, over=second)
    assert stores.writes.put_rejection("a.md", second, over=first)
    assert stores.writes.rejection("a.md") == second
    assert stores.writes.look("a.md", []).rejection == second
    assert stores.writes.put_rejection("a.md", None, over=second)
    assert stores.writes.rejection("a.md") is None
    assert stores.reads.rejections(RejectionQuery()).receipts == ()


def test_rejections_that_stand_are_listed_newest_first_in_pages(stores: Stores) -> None:
    for number in (0, 1, 2, 4):
        stores.writes.put_rejection(f"{number}.md", rejected(f"{number}.md", number), over=None)
    first = stores.reads.rejections(RejectionQuery(limit=2))
    second = stores.reads.rejections(RejectionQuery(limit=2, after=first.next))
    listed = [receipt.location.key for page in (first, second) for receipt in page.receipts]
    assert listed == ["4.md", "2.md", "1.md", "0.md"]
    assert second.next is None
    assert first.receipts[0].message == "4.md: no header"
