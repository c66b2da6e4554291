"""What people see of an article: as it is, as it was, what changed, and that it is gone."""

import json
import re
from dataclasses import replace

import pytest

from broadsheet.article import Media
from broadsheet.identity import article_id
from broadsheet.ingestion.withdrawals import erase, withdraw
from functions.reader.app import ReaderSite
from tests.aws import Aws
from tests.builders import URL, article, later
from tests.functions.visiting import site_on, visit, written
from tests.storing import put

ID = article_id(URL)


def test_an_article_is_there_to_be_read(site: ReaderSite) -> None:
    seen = visit(site, f"/read/{ID}")
    assert seen.status == 200
    for text in ("The lighthouse reopens", "Ann Keeper", "The doors open on Saturday.", "© Harbour Post"):
        assert text in seen.text
    assert "Read it at news.example" in seen.text
    assert '<a class="origin" href="https://news.example/2023/lighthouse"' in seen.body
    assert "Video" in seen.text
    assert seen.fields["Last-Modified"] == "Tue, 12 Sep 2023 12:00:00 GMT"
    again = visit(site, f"/read/{ID}", If_None_Match=seen.fields["ETag"])
    assert (again.status, again.body) == (304, "")


@pytest.mark.parametrize(("language", "said"), [("fa", "rtl"), ("zh-Hans", "ltr"), (None, "auto")])
def test_an_article_has_its_own_language_and_direction(aws: Aws, language: str | None, said: str) -> None:
    put(aws, written(article(), language=language))
    page = visit(site_on(aws), f"/read/{ID}").body
    assert f'<div class="prose" lang="{language or "und"}" dir="{said}">' in page
    assert '<html lang="en">' in page


def test_programs_are_told_what_the_article_is(site: ReaderSite) -> None:
    page = visit(site, f"/read/{ID}").body
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found
    facts = json.loads(found[1])
    assert (facts["@type"], facts["headline"]) == ("NewsArticle", "The lighthouse reopens")
    assert facts["url"] == f"https://api.example/v1/read/{ID}"
    assert facts["isBasedOn"] == URL
    assert '<meta property="og:title" content="The lighthouse reopens">' in page
    assert f'<link rel="canonical" href="{URL}">' in page


def test_the_formats_that_a_page_announces_are_there(site: ReaderSite) -> None:
    page = visit(site, f"/read/{ID}")
    links = re.findall(r'<link rel="alternate" type="([^"]*)" href="/v1([^"]*)"', page.body)
    assert len(links) == 3
    for media_type, link in links:
        seen = visit(site, link)
        assert (seen.status, seen.fields["Content-Type"].partition("; charset")[0]) == (200, media_type)
        assert "raw" not in seen.body


@pytest.fixture
def revised(aws: Aws) -> ReaderSite:
    put(aws, written(article(), title="The lighthouse reopens", text="The lamp was old.\n昨天点亮。"))
    later_words = {"title": "The lighthouse reopened", "text": "The lamp was new.\n今天点亮。\nMore."}
    put(aws, written(article(published_at=later(60), version_id="v2", put_at=later(60)), **later_words))
    return site_on(aws)


def test_an_article_lists_its_revisions_and_says_which_one_is_not_the_latest(revised: ReaderSite) -> None:
    seen = visit(revised, f"/read/{ID}")
    assert f"/v1/read/{ID}/changes?from=1&amp;to=2" in seen.links()
    assert "not the latest" not in seen.text
    assert "not the latest" in visit(revised, f"/read/{ID}?revision=1").text
    assert visit(revised, f"/read/{ID}?revision=3").status == 404


def test_what_changed_is_marked_in_place_and_of_chinese_by_the_character(
    revised: ReaderSite,
) -> None:
    for path in (f"/read/{ID}/changes", f"/read/{ID}/changes?from=1&to=2"):
        page = visit(revised, path).body
        assert "<h2>The lighthouse <del>reopens</del><ins>reopened</ins></h2>" in page
        assert "<p>The lamp was <del>old</del><ins>new</ins>.</p>" in page
        assert "<p><del>昨</del><ins>今</ins>天点亮。</p>" in page
        assert "<p><ins>More.</ins></p>" in page
    assert visit(revised, f"/read/{ID}/changes?from=2&to=1").status == 400
    assert "text are the same" in visit(revised, f"/read/{ID}/changes?from=2&to=2").text


def test_an_article_that_is_gone_says_so(site: ReaderSite, aws: Aws) -> None:
    withdraw(ID, "by order <of the court>", aws.article_store, later(1))
    seen = visit(site, f"/read/{ID}")
    assert seen.status == 410
    assert "This article was withdrawn" in seen.text
    assert "by order <of the court>" in seen.text
    assert "<of the court>" not in seen.body
    assert visit(site, f"/read/{ID}/changes").status == 410
    erase(ID, "for good", aws.article_store, later(2))
    assert "This article was erased" in visit(site, f"/read/{ID}").text


@pytest.mark.parametrize(
    "path", [f"/read/{'a' * 26}", "/read/nobody", "/read/nobody/changes", "/nowhere", "/assets/x"]
)
def test_what_there_is_not_is_a_page_that_says_so(site: ReaderSite, path: str) -> None:
    seen = visit(site, path)
    assert (seen.status, seen.fields["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "There is nothing here" in seen.text


def test_an_article_with_nothing_but_a_text_is_a_page(aws: Aws) -> None:
    bare = {"authors": (), "lead_image": None, "images": (), "media": (), "standfirst": "", "copyright": ""}
    made = written(article(), title="", published_at=None, **bare)
    put(aws, replace(made, url=None, raw_url=None))
    site = site_on(aws)
    assert "Without a title" in visit(site, "/").text
    seen = visit(site, f"/read/{ID}")
    assert "undated" in seen.text
    assert "Read it at" not in seen.text


def test_media_say_what_they_are(aws: Aws) -> None:
    media = (
        Media(kind="audio", url="https://sound.example/1.mp3", title="The foghorn"),
        Media(kind="embed", url="https://maps.example/"),
        Media(kind="video", url="javascript:alert(1)"),
    )
    put(aws, written(article(), media=media))
    seen = visit(site_on(aws), f"/read/{ID}")
    assert "Audio The foghorn" in seen.text
    assert "Embedded page maps.example" in seen.text
    assert "javascript:" not in seen.body
