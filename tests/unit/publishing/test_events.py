"""What is told of a change, and what is not."""

import json
from dataclasses import replace

import pytest

from broadsheet.publishing.changes import ArticleChange, ArticleState, Kind
from broadsheet.publishing.events import event_of
from tests.builders import NOON, later

STATE = ArticleState(
    article_id="a" * 26,
    kind=Kind.CREATED,
    changed_at=NOON,
    source="harbour",
    url="https://news.example/1",
    title="The lighthouse",
    language="en",
    published_at=NOON,
    revision=1,
    content_hash="c" * 64,
)


def change(before: ArticleState | None, after: ArticleState | None, sequence: str = "1") -> ArticleChange:
    return ArticleChange(article_id="a" * 26, sequence=sequence, before=before, after=after)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (Kind.CREATED, "ArticleCreated"),
        (Kind.REVISED, "ArticleRevised"),
        (Kind.WITHDRAWN, "ArticleWithdrawn"),
        (Kind.ERASED, "ArticleErased"),
    ],
)
def test_each_kind_of_change_has_an_event(kind: Kind, name: str) -> None:
    event = event_of(change(STATE, replace(STATE, kind=kind, changed_at=later())))
    assert event is not None
    assert event.name == name
    assert event.detail["changed_at"] == "2023-09-12T13:00:00.000Z"


@pytest.mark.parametrize("kind", [Kind.WITHDRAWN, Kind.ERASED])
def test_nothing_is_said_of_what_was_taken_down(kind: Kind) -> None:
    event = event_of(change(STATE, replace(STATE, kind=kind, changed_at=later(), reason="by order")))
    assert event is not None
    assert "lighthouse" not in json.dumps(event.detail)
    assert "news.example" not in json.dumps(event.detail)


def test_a_new_reading_that_changes_nothing_a_reader_sees_is_no_event() -> None:
    assert event_of(change(STATE, replace(STATE, language="fr"))) is None
    assert event_of(change(STATE, None)) is None


def test_the_same_change_read_again_is_the_same_event() -> None:
    first, again, other = (
        event_of(change(None, STATE)),
        event_of(change(None, STATE, sequence="2")),
        event_of(change(STATE, replace(STATE, changed_at=later()))),
    )
    assert first == again
    assert other is not None
    assert first is not None
    assert first.detail["id"] != other.detail["id"]
