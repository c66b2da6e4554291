"""Files on their way into the raw bucket, and what became of them, on moto."""

from pathlib import Path

import pytest

from broadsheet.article import Outcome
from broadsheet.ingestion.ingest import ingest
from broadsheet_cli.delivery import SECONDS_OF_A_PLACE, Delivered, Delivery, until_done
from broadsheet_cli.folders import key_of
from broadsheet_cli.raw_puts import RawFile
from tests.aws import RAW_BUCKET, Aws
from tests.builders import NOON, feed_file


class Clock:
    """Seconds that pass when a test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def file(folder: Path, name: str = "灯塔/a + b.md", content: bytes | None = None) -> RawFile:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(
        feed_file(url=f"https://n.example/{len(name)}/{name[:1]}") if content is None else content
    )
    return RawFile(path=path, key=key_of(path, folder))


def delivery_to(aws: Aws, clock: Clock, *, ahead: int = 100, awaits_present: bool = True) -> Delivery:
    return Delivery(aws.s3, RAW_BUCKET, aws.receipts, ahead=ahead, awaits_present=awaits_present, clock=clock)


def put_all(delivery: Delivery) -> list[Delivered]:
    """Step until all that may be put is put."""
    news: list[Delivered] = []
    before = -1
    while delivery._puts or before != delivery.backlog:
        before = delivery.backlog
        news += delivery.step()
    return news


def ingest_waiting(delivery: Delivery, aws: Aws) -> None:
    for location in delivery.waiting:
        ingest(location, raw_store=aws.raw_store, article_store=aws.article_store, now=NOON)


def keys_in_bucket(aws: Aws) -> list[str]:
    versions = aws.s3.list_object_versions(Bucket=RAW_BUCKET).get("Versions", [])
    return sorted(version["Key"] for version in versions)


def test_a_file_is_put_under_its_key_and_its_receipt_comes_back(aws: Aws, clock: Clock, folder: Path) -> None:
    with delivery_to(aws, clock) as delivery:
        delivery.offer([file(folder)])
        assert put_all(delivery) == []
        ((location, _),) = delivery.waiting.items()
        assert aws.raw_store.fetch(location).content == (folder / "灯塔/a + b.md").read_bytes()
        ingest_waiting(delivery, aws)

        (done,) = delivery.step()

        assert (done.location.key, done.receipt.outcome) == ("灯塔/a + b.md", Outcome.CREATED)
        assert not done.was_there
        assert delivery.is_done


def test_what_the_bucket_has_is_told_apart_from_what_was_put(aws: Aws, clock: Clock, folder: Path) -> None:
    with delivery_to(aws, clock) as delivery:
        delivery.offer([file(folder)])
        put_all(delivery)
        ingest_waiting(delivery, aws)

    with delivery_to(aws, clock) as again:
        again.offer([file(folder), file(folder, "b.md", b"Dear reader,")])
        news = put_all(again)
        ingest_waiting(again, aws)
        news += again.step()

    assert [(done.location.key, done.was_there) for done in news] == [
        ("灯塔/a + b.md", True),
        ("b.md", False),
    ]
    assert (again.put, again.there) == (1, 1)
    assert dict(again.outcomes) == {Outcome.REJECTED: 1}


def test_a_document_that_is_there_but_not_ingested_yet_is_waited_for(
    aws: Aws, clock: Clock, folder: Path
) -> None:
    with delivery_to(aws, clock) as stopped:
        stopped.offer([file(folder)])
        put_all(stopped)

    with delivery_to(aws, clock) as again:
        again.offer([file(folder)])
        assert put_all(again) == []
        ingest_waiting(again, aws)
        (done,) = again.step()

    assert (done.was_there, again.put) == (False, 0)


def test_an_inbox_asks_for_no_receipt_of_what_is_there(aws: Aws, clock: Clock, folder: Path) -> None:
    with delivery_to(aws, clock) as first:
        first.offer([file(folder)])
        put_all(first)

    with delivery_to(aws, clock, awaits_present=False) as again:
        again.offer([file(folder)])
        put_all(again)

        assert (again.is_done, again.there) == (True, 1)


def test_a_changed_file_is_put_as_a_new_version(aws: Aws, clock: Clock, folder: Path) -> None:
    with delivery_to(aws, clock) as delivery:
        delivery.offer([file(folder)])
        put_all(delivery)
        delivery.offer([file(folder, content=feed_file(title="Changed"))])
        put_all(delivery)

        assert delivery.put == 2
        assert keys_in_bucket(aws) == ["灯塔/a + b.md", "灯塔/a + b.md"]


def test_no_more_is_put_ahead_of_the_receipts_than_is_allowed(aws: Aws, clock: Clock, folder: Path) -> None:
    with delivery_to(aws, clock, ahead=3) as delivery:
        delivery.offer([file(folder, f"{number}.md") for number in range(5)])
        put_all(delivery)
        assert keys_in_bucket(aws) == ["0.md", "1.md", "2.md"]

        ingest_waiting(delivery, aws)
        delivery.step()
        put_all(delivery)

        assert len(keys_in_bucket(aws)) == 5


def test_a_file_that_is_offered_first_goes_before_an_archive(aws: Aws, clock: Clock, folder: Path) -> None:
    with delivery_to(aws, clock, ahead=2) as delivery:
        delivery.offer([file(folder, f"{number}.md") for number in range(5)])
        put_all(delivery)
        delivery.offer([file(folder, "new.md")], first=True)
        ingest_waiting(delivery, aws)
        delivery.step()
        put_all(delivery)

        assert "new.md" in keys_in_bucket(aws)
        assert delivery.backlog == 2


def test_when_nothing_comes_back_for_long_others_are_put_too(aws: Aws, clock: Clock, folder: Path) -> None:
    with delivery_to(aws, clock, ahead=1) as delivery:
        delivery.offer([file(folder, "fails.md"), file(folder, "good.md")])
        put_all(delivery)
        assert keys_in_bucket(aws) == ["fails.md"]

        clock.now += SECONDS_OF_A_PLACE
        put_all(delivery)

        assert keys_in_bucket(aws) == ["fails.md", "good.md"]
        assert [location.key for location in delivery.waiting] == ["fails.md", "good.md"]


def test_a_document_that_is_known_to_fail_gives_its_place_away(aws: Aws, clock: Clock, folder: Path) -> None:
    with delivery_to(aws, clock, ahead=1) as delivery:
        delivery.offer([file(folder, "fails.md"), file(folder, "good.md")])
        put_all(delivery)

        delivery.excuse("fails.md")
        put_all(delivery)

        assert keys_in_bucket(aws) == ["fails.md", "good.md"]


def test_a_file_that_is_gone_by_now_is_left_out(aws: Aws, clock: Clock, folder: Path) -> None:
    with delivery_to(aws, clock) as delivery:
        delivery.offer([gone := file(folder)])
        gone.path.unlink()
        put_all(delivery)

        assert (delivery.is_done, delivery.found) == (True, 0)


def test_a_file_that_cannot_be_read_is_told_of_and_holds_up_no_other(
    aws: Aws, clock: Clock, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "loop.md").symlink_to(folder / "loop.md")
    with delivery_to(aws, clock) as delivery:
        delivery.offer([RawFile(path=folder / "loop.md", key="loop.md"), file(folder)])
        put_all(delivery)

    assert keys_in_bucket(aws) == ["灯塔/a + b.md"]
    assert "loop.md" in capsys.readouterr().err


def test_documents_of_others_are_waited_for_too(aws: Aws, clock: Clock, folder: Path) -> None:
    with delivery_to(aws, clock) as first:
        first.offer([file(folder)])
        put_all(first)
        on_their_way = list(first.waiting)

    with delivery_to(aws, clock) as delivery:
        delivery.expect(on_their_way)
        ingest_waiting(delivery, aws)
        (done,) = delivery.step()

    assert (done.file, done.was_there) == (None, False)


def test_waiting_ends_when_nothing_is_new_for_too_long(aws: Aws, clock: Clock, folder: Path) -> None:
    class Passing(Clock):
        def __call__(self) -> float:
            self.now += 1
            return self.now

    with delivery_to(aws, clock) as delivery:
        delivery.offer([file(folder)])
        steps = list(until_done(delivery, patience=3, clock=Passing()))

        assert steps
        assert len(delivery.waiting) == 1
