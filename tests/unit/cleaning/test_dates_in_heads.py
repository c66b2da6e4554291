"""The day of publication is read from JSON-LD and meta elements of every vocabulary, and of the article alone."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from broadsheet.cleaning import clean
from tests.unit.cleaning.entries import entry
from tests.unit.cleaning.test_dates_of_pages import PROSE, page

DAY = datetime(2021, 3, 14, tzinfo=UTC)
ADDRESS = "https://news.example/ferry"


def published(head: str, body: str = "", url: str = ADDRESS) -> datetime | None:
    known = entry(page(body + PROSE, head=head))
    return clean(replace(known, raw_url=url)).published_at


def data(*nodes: object) -> str:
    return "".join(f"<script type='application/ld+json'>{json.dumps(node)}</script>" for node in nodes)


ARTICLE = {"@type": "NewsArticle", "headline": "The ferry's last crossing", "datePublished": "2021-03-14"}


@pytest.mark.parametrize(
    "other",
    [
        {"@type": "VideoObject", "name": "The ferry", "datePublished": "2019-01-01"},
        {"@type": "Review", "author": {"name": "Bob"}, "datePublished": "2019-01-01"},
        {"@type": "NewsArticle", "headline": "A story of today", "datePublished": "2019-01-01"},
        {
            "@type": "ItemList",
            "itemListElement": [{**ARTICLE, "headline": "x", "datePublished": "2019-01-01"}],
        },
    ],
)
def test_of_several_nodes_the_one_of_the_article_counts(other: dict[str, object]) -> None:
    assert published(data(other, ARTICLE)) == DAY
    assert published(data({"@graph": [other, ARTICLE]})) == DAY


def test_what_readers_and_lists_of_others_state_is_not_the_articles() -> None:
    comment = {"@type": "Comment", "datePublished": "2021-03-14"}
    assert published(data({"@type": "DiscussionForumPosting", "comment": [comment]})) is None
    listed = {"@type": "ItemList", "itemListElement": [{**ARTICLE, "headline": "A story of today"}]}
    assert published(data(listed)) is None


def test_a_posting_in_a_forum_is_an_article() -> None:
    assert published(data({**ARTICLE, "@type": "DiscussionForumPosting"})) == DAY


@pytest.mark.parametrize("value", [["2021-03-14"], 1615680000000, "1615680000"])
def test_a_list_and_unix_time_state_a_day(value: object) -> None:
    assert published(data({**ARTICLE, "datePublished": value})) == DAY


def test_the_day_of_an_upload_is_the_publication_of_a_video() -> None:
    assert published(data({"@type": "VideoObject", "name": "x", "uploadDate": "2021-03-14"})) == DAY


@pytest.mark.parametrize(
    "text",
    [
        '{"@type":"NewsArticle","datePublished": 2021-03-14T00:00:00Z, "headline":"x"}',
        '{"@type":"NewsArticle","headline":"They said "go" and went","datePublished":"2021-03-14"}',
        '{"@type":"NewsArticle","headline":"x" "dateModified":"2022-01-01","datePublished":"2021-03-14"}',
    ],
)
def test_what_is_no_json_still_states_its_day(text: str) -> None:
    assert published(f"<script type='application/ld+json'>{text}</script>") == DAY


def test_what_is_no_json_and_states_two_days_says_nothing() -> None:
    text = '{"@type":"NewsArticle" "datePublished":"2021-03-14","x":{"datePublished":"2021-03-15"}}'
    assert published(f"<script type='application/ld+json'>{text}</script>") is None


@pytest.mark.parametrize(
    "name",
    [
        "article:published",
        "article:publication_date",
        "og:article:published_time",
        "og:publish_date",
        "publicationDate",
        "publication-date",
        "sailthru_date",
        "prism.publicationDate",
        "published_at",
        "firstpublishedtime",
        "dc_date",
        "article:created",
        "dateCreated",
        "creation_date",
    ],
)
def test_meta_elements_of_any_vocabulary_state_the_day(name: str) -> None:
    assert published(f"<meta name='{name}' content='2021-03-14'>") == DAY


@pytest.mark.parametrize(
    "name", ["article:modified_time", "revised", "last-modified", "og:updated_time", "timestamp"]
)
def test_meta_elements_of_a_change_or_of_the_server_are_none(name: str) -> None:
    assert published(f"<meta name='{name}' content='2021-03-14'>") is None


def test_the_publication_outweighs_a_date_of_anything() -> None:
    head = "<meta name='date' content='2022-06-01'><meta name='publicationDate' content='14/03/2021'>"
    assert published(head) == DAY


def test_when_a_page_was_made_counts_behind_what_is_printed() -> None:
    made = "<meta name='dateCreated' content='2022-06-01'>"
    assert published(made, "<div>14 March 2021</div>") == DAY
    assert published(made) == datetime(2022, 6, 1, tzinfo=UTC)


def test_a_placeholder_leaves_the_day_to_what_is_printed() -> None:
    head = "<meta property='article:published_time' content='2099-01-01T00:00:00Z'>"
    assert published(head, "<div>14 March 2021</div>") == DAY


def test_the_address_outweighs_a_later_day_for_which_the_article_was_published_anew() -> None:
    head = "<meta property='article:published_time' content='{}'>"
    address = "https://news.example/2021/03/14/ferry"
    assert published(head.format("2022-06-01"), url=address) == DAY
    assert published(head.format("2021-03-15"), url=address) == DAY.replace(day=15)
    assert published(head.format("2021-03-01"), url=address) == DAY.replace(day=1)


def test_a_day_in_the_title_counts_where_it_stands_alone_between_bars() -> None:
    bars = "<meta property='og:title' content=\"The ferry's last crossing | Harbour | 14.03.2021\">"
    assert published(bars) == DAY
    assert published(bars.replace("| 14.03.2021", "| The storm of 14.03.2021")) is None


@pytest.mark.parametrize(
    "script",
    [
        'dataLayer.push({"publicationDate":"2021-03-14"})',
        'var page = {publishDate: "2021-03-14", id: 3}',
        "var page = {'pubDate':'2021-03-14'}",
    ],
)
def test_scripts_state_a_day_in_any_quotation_marks(script: str) -> None:
    assert published("", f"<script>{script}</script>") == DAY
