"""What counts as a notification of a new object, and that nothing else is passed over in silence."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.adapters.notifications import notified_by, notified_in
from broadsheet.errors import UnknownNotificationError
from broadsheet.parsing.clutter import is_clutter
from tests.events import read_event

S3 = read_event("s3-put")
EVENT_BRIDGE = read_event("eventbridge-s3-put")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def in_sns(message: object) -> dict[str, Any]:
    return {"Type": "Notification", "Message": json.dumps(message)}


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"hello": 1},
        {"Records": []},
        {"Records": None},
        {"records": S3["Records"]},
        {"Records": [{"body": "no event of S3"}]},
        {"Event": "s3:TestEvent2"},
        {"Event": None},
        {"Type": "SubscriptionConfirmation", "Token": "t"},
        {"Type": "Notification", "Message": S3},
        in_sns({"hello": 1}),
        {"Type": "Notification", "Message": "a reader has subscribed"},
        {"source": "aws.s3", "detail-type": "Object Created"},
        {**EVENT_BRIDGE, "source": "my.crawler"},
        in_sns(in_sns(in_sns(in_sns(S3)))),
        [],
        "text",
        None,
    ],
    ids=repr,
)
def test_what_nobody_sends_of_a_new_object_is_an_error(event: object) -> None:
    with pytest.raises(UnknownNotificationError):
        list(notified_in(event))


@given(event=JSON)
def test_no_json_at_all_is_passed_over(event: object) -> None:
    with pytest.raises(UnknownNotificationError):
        list(notified_by(json.dumps(event)))


@pytest.mark.parametrize("body", ["", "this is no notification", '{"Records": ['])
def test_a_message_that_is_no_json_is_an_error_that_does_not_repeat_it(body: str) -> None:
    with pytest.raises(UnknownNotificationError) as raised:
        list(notified_by(body))
    assert not body or body not in str(raised.value)


def test_an_error_names_the_members_and_not_what_they_hold() -> None:
    with pytest.raises(UnknownNotificationError, match="'hello', 'text'") as raised:
        list(notified_in({"text": "confidential", "hello": 1}))
    assert "confidential" not in str(raised.value)


@pytest.mark.parametrize("key", ["a/1+1=2.md", "a/50%25.md", "a/灯塔 1.md"])
def test_a_key_that_event_bridge_tells_is_taken_as_it_is(key: str) -> None:
    event = json.loads(json.dumps(EVENT_BRIDGE))
    event["detail"]["object"] |= {"key": key, "version-id": "v7"}
    (notified,) = notified_in(event)
    assert (notified.location.key, notified.location.version_id) == (key, "v7")
    assert (notified.location.sequencer, notified.size) == ("0055AED6DCD90281E5", 214)


@pytest.mark.parametrize(
    ("key", "size", "is_one"),
    [
        ("articles/", 0, True),
        ("articles/", None, True),
        ("articles/", 3, False),
        ("articles/harbour/.DS_Store", 6148, True),
        (".DS_Store", 6148, True),
        ("articles/harbour/._1.md", 4096, True),
        ("__MACOSX/articles/1.md", 100, True),
        ("articles/Thumbs.db", 100, True),
        ("articles/harbour_$folder$", 0, True),
        ("articles/1.md", 0, False),
        ("articles/about.DS_Store", 5, False),
        ("articles/.hidden.md", 5, False),
        ("articles/Thumbs.db.md", 5, False),
    ],
)
def test_folders_and_what_tools_leave_are_no_documents(key: str, size: int | None, *, is_one: bool) -> None:
    assert is_clutter(key, size) is is_one
