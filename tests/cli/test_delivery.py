"""Files of the inbox on their way into the raw bucket, on moto."""

from pathlib import Path

import pytest

from broadsheet.article import Outcome
from broadsheet.ingestion.ingest import ingest
from broadsheet_cli.local.delivery import Delivery
from tests.aws import RAW_BUCKET, Aws
from tests.builders import NOON, feed_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "灯塔" / "a + b.md"
    path.parent.mkdir()
    path.write_bytes(feed_file())
    return path


@pytest.fixture
def delivery(tmp_path: Path, aws: Aws) -> Delivery:
    return Delivery(tmp_path, aws.s3, RAW_BUCKET, aws.receipts)


def test_a_file_is_put_under_its_path_from_the_inbox(delivery: Delivery, path: Path, aws: Aws) -> None:
    (location,) = delivery.put([path])

    assert location.key == "灯塔/a + b.md"
    assert aws.raw_store.fetch(location).content == path.read_bytes()


def test_a_file_that_is_there_already_is_not_put_again(delivery: Delivery, path: Path) -> None:
    delivery.put([path])

    assert delivery.put([path]) == []


def test_a_changed_file_is_put_as_a_new_version(delivery: Delivery, path: Path) -> None:
    (before,) = delivery.put([path])
    path.write_bytes(feed_file(title="Changed"))
    (after,) = delivery.put([path])

    assert (after.key, after.version_id == before.version_id) == (before.key, False)


def test_a_file_that_is_gone_by_now_is_left_out(delivery: Delivery, path: Path) -> None:
    path.unlink()

    assert delivery.put([path]) == []


def test_a_file_that_cannot_be_read_is_told_of_and_holds_up_no_other(
    delivery: Delivery, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (loop := path.with_name("loop.md")).symlink_to(loop)

    (location,) = delivery.put([loop, path])

    assert location.key == "灯塔/a + b.md"
    assert "loop.md" in capsys.readouterr().err


def test_receipts_come_back_for_what_was_put(delivery: Delivery, path: Path, aws: Aws) -> None:
    (location,) = delivery.put([path])
    ingest(location, raw_store=aws.raw_store, article_store=aws.article_store, now=NOON)

    (receipt,) = delivery.receipts_of([location]).values()

    assert receipt
    assert receipt.outcome is Outcome.CREATED
