"""Which contents are one revision."""

from dataclasses import replace
from datetime import timedelta

import pytest

from broadsheet.identity import (
    content_hash,
)
from tests.builders import NOON, content


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another"},
        {"authors": ("Bo Mast",)},
        {"html": "<p>Another</p>"},
        {"published_at": NOON + timedelta(milliseconds=1)},
        {"media": ()},
    ],
)
def test_what_a_reader_would_notice_changes_the_content_hash(change: dict[str, object]) -> None:
    assert content_hash(content(**change)) != content_hash(content())


def test_what_only_the_cleaning_knows_does_not_change_the_content_hash() -> None:
    assert content_hash(replace(content(), removed=(), warnings=())) == content_hash(content())
