"""What people see of the archive: the front page, and the sources."""

import re

import pytest

from broadsheet.adapters.dynamodb.signing_keys import DynamoDbFeedKeys
from broadsheet.adapters.dynamodb.totals import DynamoDbTotals
from broadsheet.identity import article_id
from broadsheet.publishing.changes import ArticleChange, ArticleState, Kind
from broadsheet.retrieval.feed_tokens import PUBLIC_FEEDS
from broadsheet_pages.listing import CARDS
from functions.reader.app import ReaderSite
from tests.aws import TABLE, Aws
from tests.builders import NOON, URL, article, later
from tests.functions.asking import numbered
from tests.functions.visiting import site_on, visit, written
from tests.storing import put

ID = article_id(URL)


def test_the_front_page_shows_the_newest_articles_with_what_one_chooses_by(site: ReaderSite) -> None:
    seen = visit(site, "/")
    assert (seen.status, seen.fields["Content-Type"]) == (200, "text/html; charset=utf-8")
    for text in ("The lighthouse reopens", "harbour", "12 September 2023", "After nine years", "1 min"):
        assert text in seen.text
    assert f"/v1/read/{ID}" in seen.links()
    assert "https://img.example/1.jpg" in seen.links()


def test_pages_lead_to_older_ones_and_back(aws: Aws) -> None:
    for number in range(CARDS * 2 + 3):
        put(aws, written(numbered(number), title=f"Number {number}."))
    site = site_on(aws)

    def shown(path: str) -> tuple[list[int], dict[str, str]]:
        seen = visit(site, path.removeprefix("/v1"))
        assert seen.status == 200
        turns = re.findall(r'rel="(prev|next)" href="([^"]*)"', seen.body)
        numbers = [int(each) for each in re.findall(r"Number (\d+)\.", seen.body)]
        return numbers, {rel: link.replace("&amp;", "&") for rel, link in turns}

    newest, first = shown("/")
    second, second_links = shown(first["next"])
    last, last_links = shown(second_links["next"])
    assert newest + second + last == list(range(CARDS * 2 + 2, -1, -1))
    assert (set(first), set(second_links), set(last_links)) == ({"next"}, {"prev", "next"}, {"prev"})
    back, links_of_back = shown(last_links["prev"])
    assert back == second
    assert shown(links_of_back["prev"])[0] == newest
    assert shown(links_of_back["next"])[0] == last


def test_a_page_within_a_choice_leads_to_pages_within_it(aws: Aws) -> None:
    for number in range(CARDS + 1):
        put(aws, numbered(number))
    put(aws, article("Elsewhere.", url="https://other.example/1", source="quay"))
    link = next(
        each
        for each in visit(site_on(aws), "/?source=harbour&from=2023-01-01&to=2023-12-31").links()
        if "older=" in each
    )
    assert "source=harbour" in link
    assert "from=2023-01-01" in link
    seen = visit(site_on(aws), link.removeprefix("/v1").replace("&amp;", "&"))
    assert (seen.status, seen.body.count('<article class="card')) == (200, 1)


def test_a_choice_takes_whole_days_and_fields_that_were_left_empty(site: ReaderSite) -> None:
    day = NOON.date().isoformat()
    assert "The lighthouse" in visit(site, f"/?source=&from={day}&to={day}").text
    assert "The lighthouse" not in visit(site, "/?source=&from=&to=2023-09-11").text
    assert "nothing here in what you chose" in visit(site, "/?source=nobody").text


@pytest.mark.parametrize(
    "query", ["from=x", "to=9999-12-31x", "older=x", "page=2", "from=2024-01-01&to=2023-01-01"]
)
def test_a_choice_that_means_nothing_is_refused_in_words(site: ReaderSite, query: str) -> None:
    seen = visit(site, f"/?{query}")
    assert (seen.status, seen.fields["Content-Type"]) == (400, "text/html; charset=utf-8")
    assert "That cannot be asked" in seen.text


def test_an_address_is_looked_up_in_any_spelling(site: ReaderSite) -> None:
    found = visit(site, "/?url=HTTPS://News.example/2023/lighthouse%3Futm_source=rss")
    assert (found.status, found.fields["Location"]) == (303, f"/v1/read/{ID}")
    missing = visit(site, "/?url=https://news.example/<b>")
    assert missing.status == 404
    assert "Not in the archive" in missing.text
    assert "<b>" not in missing.body
    assert visit(site, "/?url=nonsense").status == 400


def test_a_list_costs_two_queries(site: ReaderSite, aws: Aws) -> None:
    calls: list[str] = []
    aws.dynamodb.meta.events.register("before-call.dynamodb", lambda model, **_: calls.append(model.name))
    for path in ("/", "/?source=harbour&from=2023-01-01", "/read/sources"):
        calls.clear()
        assert visit(site, path).status == 200
        assert calls.count("Query") <= 2
        assert set(calls) <= {"Query", "GetItem"}


def test_a_list_of_many_stays_small(aws: Aws) -> None:
    for number in range(CARDS + 1):
        put(aws, written(numbered(number), title="题" * 200, standfirst="说" * 4000))
    for number in range(150):
        aws.article_store.note_source(f"source-{number}-of-a-long-name", NOON)
    assert len(visit(site_on(aws), "/").body.encode()) < 100_000


def test_the_sources_show_how_many_articles_they_have_and_how_their_months_went(
    site: ReaderSite, aws: Aws
) -> None:
    aws.article_store.note_source("法广", NOON)
    states = [
        ArticleState(
            article_id=f"{number}", kind=Kind.CREATED, changed_at=NOON, source="harbour", published_at=moment
        )
        for number, moment in enumerate((NOON, NOON, later(-24 * 70)))
    ]
    changes = [
        ArticleChange(article_id=state.article_id, sequence="1", before=None, after=state) for state in states
    ]
    DynamoDbTotals(aws.dynamodb, TABLE).count(changes)
    seen = visit(site, "/read/sources")
    assert "3 articles from 2 sources" in seen.text
    assert seen.text.index("harbour") < seen.text.index("法广")
    assert "Articles a month, 2023-07 to 2023-09: 2 at most, 2 in the last" in seen.body
    assert seen.body.count("<polyline") == 1


def test_a_page_announces_feeds_only_once_an_operator_allows_it(site: ReaderSite, aws: Aws) -> None:
    assert "application/atom+xml" not in visit(site, "/").body
    DynamoDbFeedKeys(aws.dynamodb, TABLE).find_or_make(PUBLIC_FEEDS)
    assert 'type="application/atom+xml" href="/v1/feeds/' in visit(site, "/?source=harbour").body
