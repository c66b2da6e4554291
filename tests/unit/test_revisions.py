"""The history of an article as a function of its editions, and the step that an arriving one asks for."""

from dataclasses import replace

import pytest

from broadsheet.article import RawReference, Withdrawal
from broadsheet.ingestion.changes import first_head
from broadsheet.ingestion.deciding import Seen, Step, next_step
from broadsheet.ingestion.reading import articles_in
from broadsheet.ingestion.revisions import Edition, in_order
from tests.builders import NOON, article, edition, feed_file, later, raw_document

FIRST = edition(article("One."))
HEAD = first_head(FIRST, NOON)
AGAIN = edition(article("One.", version_id="v2", put_at=later()))
OTHER = edition(article("Two.", version_id="v2", put_at=later()))
EARLIER = edition(article("Two.", key="2.md", published_at=later(-1)))
BETTER = edition(article("One.", parser_version=2))
ERASED = Withdrawal(reason="by law", withdrawn_at=NOON, erased=True)
REREAD = edition(article("One, read better.", parser_version=2))


@pytest.mark.parametrize(
    ("arriving", "seen", "step"),
    [
        (FIRST, Seen(current=replace(HEAD, edition=None, withdrawal=ERASED), own=None), Step.FORGET),
        (FIRST, Seen(current=replace(HEAD, withdrawal=ERASED), own=FIRST), Step.FORGET),
        (FIRST, Seen(current=None, own=None), Step.CREATE),
        (FIRST, Seen(current=None, own=FIRST), Step.REBUILD),
        (FIRST, Seen(current=replace(HEAD, edition=None), own=None), Step.REBUILD),
        (FIRST, Seen(current=replace(HEAD, revision=0), own=FIRST), Step.REBUILD),
        (FIRST, Seen(current=HEAD, own=BETTER), Step.NOTHING),
        (FIRST, Seen(current=HEAD, own=FIRST), Step.VERIFY),
        (BETTER, Seen(current=HEAD, own=FIRST), Step.REPLACE),
        (REREAD, Seen(current=HEAD, own=FIRST), Step.REBUILD),
        (AGAIN, Seen(current=HEAD, own=None), Step.SIGHT),
        (AGAIN, Seen(current=replace(HEAD, latest_put="~"), own=None), Step.REBUILD),
        (OTHER, Seen(current=HEAD, own=None), Step.REVISE),
        (EARLIER, Seen(current=HEAD, own=None), Step.INSERT),
    ],
)
def test_each_case_has_its_step(arriving: Edition, seen: Seen, step: Step) -> None:
    assert next_step(arriving, seen) is step


def version(number: int, day: int | None, key: str = "1.md", sequencer: str = "") -> Edition:
    made = article(
        f"{number}", key=key, version_id=f"v{number}", published_at=None if day is None else later(day)
    )
    return replace(edition(made), put_at=later(number), sequencer=sequencer)


def order(*editions: Edition) -> list[str]:
    return [each.raw.version_id for each in in_order(editions)]


def test_of_one_key_the_later_put_stands_later_whatever_its_date() -> None:
    assert order(version(2, None), version(1, 9), version(3, 5)) == ["v1", "v2", "v3"]


def test_between_keys_the_later_date_of_the_latest_versions_wins() -> None:
    assert order(version(1, 9), version(2, 5), version(3, 7, key="2.md"))[-1] == "v3"
    assert order(version(1, 9), version(2, 8), version(3, 7, key="2.md"))[-1] == "v2"


def test_within_one_second_the_sequencer_tells_and_the_list_where_there_is_none() -> None:
    for early, late in (("0A", "0B"), ("-000001", "-000002"), ("-000002", "0A"), ("", "-000001")):
        one, other = version(1, 1, sequencer=early), replace(version(2, 1, sequencer=late), put_at=later(1))
        assert order(other, one) == ["v1", "v2"]


@pytest.mark.parametrize(("hours", "is_kept"), [(24, True), (25, False)])
def test_a_date_more_than_a_day_after_the_put_is_none(hours: int, is_kept: bool) -> None:
    (made,) = articles_in(raw_document(feed_file(published_at=later(hours))))
    assert (made.content.published_at is not None) is is_kept
    assert ("implausible_date" in made.content.warnings) is not is_kept


def test_a_place_is_text_of_bounded_length() -> None:
    raw = RawReference(bucket="b", key="k" * 1024, version_id="v" * 1024, etag="", size=0, sha256="")
    assert len(replace(FIRST, raw=raw, sequencer="0055AED6DCD90281E5").place.encode()) < 1024
