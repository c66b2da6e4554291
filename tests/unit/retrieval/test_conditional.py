"""Conditional requests, and what is finally sent."""

import gzip

import pytest

from broadsheet.retrieval.answers import Answer, AnswerTooLargeError, finish
from broadsheet.retrieval.conditional import entity_tag
from tests.builders import NOON

JSON = "application/json"
AT_NOON = "Tue, 12 Sep 2023 12:00:00 GMT"


def answer(body: str = '{"a": 1}', *, is_dated: bool = True) -> Answer:
    return Answer(body=body, media_type=JSON, changed_at=NOON, is_dated=is_dated)


def test_an_answer_says_by_what_it_can_be_asked_about_again() -> None:
    sent = finish(answer(), "GET", {})
    assert sent.headers["ETag"].startswith('W/"')
    assert sent.headers["Last-Modified"] == AT_NOON
    assert sent.headers["Cache-Control"] == "private, no-cache"
    assert sent.headers["Vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize("fields", [lambda tag: tag, lambda tag: f'"other", {tag}', lambda tag: "*"])
def test_a_client_that_has_it_gets_304_and_nothing_more(fields: "object") -> None:
    assert callable(fields)
    tag = entity_tag(JSON, answer().body)
    sent = finish(answer(), "GET", {"if-none-match": fields(tag)})
    assert (sent.status, sent.body) == (304, "")
    assert sent.headers["ETag"] == tag
    assert "Content-Type" not in sent.headers


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ({"if-modified-since": AT_NOON}, 304),
        ({"if-modified-since": "Tue, 12 Sep 2023 11:59:59 GMT"}, 200),
        ({"if-modified-since": "yesterday"}, 200),
        ({"if-modified-since": "Tue, 12 Sep 2023 12:00:00 -0000"}, 304),
        ({"if-modified-since": AT_NOON, "if-none-match": '"other"'}, 200),
    ],
)
def test_a_date_tells_what_is_new_where_no_tag_is_given(request_: dict[str, str], expected: int) -> None:
    assert finish(answer(), "GET", request_).status == expected


def test_a_date_alone_tells_nothing_of_what_changes_without_it() -> None:
    assert finish(answer(is_dated=False), "GET", {"if-modified-since": AT_NOON}).status == 200


def test_a_problem_is_never_told_to_be_known() -> None:
    problem = Answer(body="{}", media_type="application/problem+json", status=answer().status.NOT_FOUND)
    sent = finish(problem, "GET", {"if-none-match": "*"})
    assert (sent.status, sent.headers["Cache-Control"]) == (404, "no-store")


def test_head_has_the_fields_of_get_and_no_body() -> None:
    whole, head = (
        finish(answer("a" * 5_000), method, {"accept-encoding": "gzip"}) for method in ("GET", "HEAD")
    )
    assert head.headers == whole.headers
    assert (head.status, head.body) == (200, "")


def test_what_is_long_is_compressed_for_who_reads_that_and_keeps_its_tag() -> None:
    plain, packed = (
        finish(answer("灯" * 2_000), "GET", fields) for fields in ({}, {"accept-encoding": "gzip"})
    )
    assert isinstance(packed.body, bytes)
    assert gzip.decompress(packed.body).decode() == plain.body
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["ETag"] == plain.headers["ETag"]
    assert finish(answer(), "GET", {"accept-encoding": "gzip"}).body == answer().body


def test_what_is_too_large_plain_may_go_compressed() -> None:
    large = answer("灯塔" * 560_000)
    with pytest.raises(AnswerTooLargeError):
        finish(large, "GET", {})
    assert finish(large, "GET", {"accept-encoding": "gzip"}).status == 200
