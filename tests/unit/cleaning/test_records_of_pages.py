"""Where nothing else states it, the day of publication is that of the page's record in its script's data."""

import json

import pytest

from tests.unit.cleaning.test_dates_of_pages import DAY, PROSE, page, published

TITLE = "The ferry's last crossing"


def data(value: object) -> str:
    return f"<script id='__NEXT_DATA__' type='application/json'>{json.dumps(value)}</script>"


@pytest.mark.parametrize(
    "record",
    [
        {"title": TITLE, "date": "2021-03-14 00:00:00"},
        {"headline": TITLE, "published_at": "2021-03-14T00:00:00Z", "date": "2019-01-01"},
        {"name": TITLE, "firstPublishedAt": "2021-03-14"},
    ],
)
def test_the_record_that_bears_the_title_states_the_day(record: dict[str, str]) -> None:
    others = [
        {"title": "The museum buys a ship", "date": "2018-05-05"},
        {"tenant": {"createdAt": "2017-01-01"}},
    ]
    assert published(page(PROSE + data({"props": {"related": others, "post": record}}))) == DAY


def test_a_record_of_another_article_states_nothing() -> None:
    other = {"title": "The museum buys a ship", "date": "2018-05-05"}
    assert published(page(PROSE + data({"props": {"post": other}}))) is None


def test_what_the_page_prints_outweighs_the_record() -> None:
    record = {"title": TITLE, "date": "2018-05-05"}
    assert published(page(f"<p>14 March 2021</p>{PROSE}{data(record)}")) == DAY


@pytest.mark.parametrize("broken", ["{", "[" * 100_000, '{"title": 1, "date": []}', "null"])
def test_data_that_cannot_be_read_is_passed_over(broken: str) -> None:
    script = f"<script type='application/json'>{broken}</script>"
    assert published(page(PROSE + script + data({"title": TITLE, "date": "2021-03-14"}))) == DAY
