"""Who may read the pages, and what a browser may do with them."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from broadsheet.adapters.dynamodb.signing_keys import DynamoDbFeedKeys, DynamoDbPassKeys
from broadsheet.identity import article_id
from broadsheet.retrieval.feed_tokens import PUBLIC_FEEDS
from broadsheet.retrieval.passes import Role
from broadsheet_pages.access import Openness
from broadsheet_pages.routes import PAGE_ROUTES, Audience
from functions.reader.app import ReaderSite
from tests.aws import TABLE, Aws, read_template
from tests.builders import NOON, URL, article
from tests.functions.visiting import a_pass, site_on, visit, written
from tests.storing import put

ID = article_id(URL)
EVERY_PATH = ("/", f"/read/{ID}", f"/read/{ID}/changes", "/read/sources", f"/read/{ID}.md")
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


@pytest.fixture
def private(aws: Aws) -> ReaderSite:
    put(aws, article())
    return site_on(aws, Openness.PRIVATE)


def test_where_the_pages_are_off_nothing_answers(aws: Aws) -> None:
    site = site_on(aws, Openness.OFF)
    for path in (*EVERY_PATH, "/enter?pass=x", "/assets/style.css", "/nowhere"):
        seen = visit(site, path)
        assert (seen.status, json.loads(seen.body)["code"]) == (404, "no_route")


def test_private_pages_ask_for_a_pass(private: ReaderSite) -> None:
    for path in EVERY_PATH:
        seen = visit(private, path)
        assert (seen.status, "lighthouse" in seen.body) == (403, False)
        assert "given a link" in seen.text


def test_a_link_becomes_a_cookie_that_opens_private_pages(private: ReaderSite, aws: Aws) -> None:
    entered = visit(private, f"/enter?pass={a_pass(aws)}")
    assert (entered.status, entered.fields["Location"]) == (303, "/v1/")
    cookie = entered.fields["Set-Cookie"]
    for part in ("; Path=/v1; ", "; HttpOnly", "; SameSite=Lax", "; Secure", "Max-Age=86400"):
        assert part in cookie
    for path in EVERY_PATH:
        seen = visit(private, path, Cookie=f"theme=dark; {cookie.partition(';')[0]}")
        assert seen.status == 200
    assert "Cookie" in visit(private, "/", Cookie=cookie.partition(";")[0]).fields["Vary"]
    assert entered.body == ""


def test_without_tls_as_on_the_local_engine_a_cookie_is_kept_all_the_same(
    private: ReaderSite, aws: Aws
) -> None:
    entered = visit(private, f"/enter?pass={a_pass(aws)}", X_Forwarded_Proto="http")
    assert "Secure" not in entered.fields["Set-Cookie"]


def test_a_pass_that_is_over_made_up_or_revoked_opens_nothing(private: ReaderSite, aws: Aws) -> None:
    good = a_pass(aws)
    over = a_pass(aws, days=-1)
    tampered = good[:-6] + "AAAAAA"
    for text in (over, tampered, "x", "", "é", good + "=" * 2000):
        assert visit(private, f"/enter?pass={text}").status == 403
        assert visit(private, "/", Cookie=f"broadsheet_reader={text}").status == 403
    assert visit(private, "/", Cookie=f"broadsheet_reader={good}").status == 200
    DynamoDbPassKeys(aws.dynamodb, TABLE).remove("ada")
    assert visit(private, "/", Cookie=f"broadsheet_reader={good}").status == 403


def test_a_readers_pass_is_no_operators_whatever_the_cookie_says(private: ReaderSite, aws: Aws) -> None:
    assert "Status" not in visit(private, "/", Cookie=f"broadsheet_reader={a_pass(aws)}").text
    assert visit(private, "/", Cookie=f"broadsheet_operator={a_pass(aws)}").status == 403
    operator = a_pass(aws, Role.OPERATOR)
    assert "Status" in visit(private, "/", Cookie=f"broadsheet_operator={operator}").text
    assert visit(private, f"/enter?pass={operator}").fields["Location"] == "/v1/status"


def site_with_operators_page(aws: Aws, openness: Openness, monkeypatch: pytest.MonkeyPatch) -> ReaderSite:
    for_operators = replace(PAGE_ROUTES["/read/sources"], audience=Audience.OPERATORS)
    monkeypatch.setitem(PAGE_ROUTES, "/read/sources", for_operators)
    return site_on(aws, openness)


def test_a_page_for_operators_is_not_public_where_all_others_are(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = site_with_operators_page(aws, Openness.PUBLIC, monkeypatch)
    assert visit(site, "/read/sources").status == 403
    assert visit(site, "/read/sources", Cookie=f"broadsheet_reader={a_pass(aws)}").status == 403
    operator = f"broadsheet_operator={a_pass(aws, Role.OPERATOR)}"
    assert visit(site, "/read/sources", Cookie=operator).status == 200


def test_private_pages_announce_no_feeds_whose_addresses_would_never_end(
    private: ReaderSite, aws: Aws
) -> None:
    DynamoDbFeedKeys(aws.dynamodb, TABLE).find_or_make(PUBLIC_FEEDS)
    assert "/feeds/" not in visit(private, "/", Cookie=f"broadsheet_reader={a_pass(aws)}").body


def hostile(aws: Aws) -> None:
    """Store an article that says what would harm wherever it stands unescaped."""
    made = written(
        article(source=HOSTILE),
        title=HOSTILE,
        authors=(HOSTILE,),
        standfirst=HOSTILE,
        copyright=HOSTILE,
        language=HOSTILE,
        text=HOSTILE,
        html='<p>Kept <img src="https://img.example/1.jpg" alt="a &quot;> <img src=x> b"></p>',
        lead_image=replace(article().content.images[0], url="javascript:alert(1)"),
    )
    put(aws, replace(made, url="javascript:alert(3)"))
    aws.article_store.note_source(HOSTILE, NOON)


def test_what_an_article_says_of_itself_is_escaped_wherever_it_stands(aws: Aws) -> None:
    hostile(aws)
    site = site_on(aws)
    for path in (*EVERY_PATH[:4], "/?source=%22%3E%3Cscript%3E", "/?url=%22%3E%3Cscript%3E"):
        page = visit(site, path).body
        assert "<script>" not in page
        assert "onerror=alert(2)>" not in page
        assert 'src="javascript' not in page
        assert 'href="javascript' not in page
    facts = re.search(r'<script type="application/ld\+json">(.*?)</script>', visit(site, f"/read/{ID}").body)
    assert facts
    assert json.loads(facts[1])["headline"] == HOSTILE


@pytest.mark.parametrize("path", ["/", f"/read/{ID}", "/read/nobody", "/read/sources", "/enter"])
def test_a_browser_may_load_a_style_and_pictures_and_nothing_else(aws: Aws, path: str) -> None:
    put(aws, article())
    seen = visit(site_on(aws), path)
    policy = dict(part.strip().split(" ", 1) for part in seen.fields["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["script-src"] == policy["base-uri"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["style-src"] == policy["form-action"] == "'self'"
    assert "unsafe" not in seen.fields["Content-Security-Policy"]
    assert seen.fields["Referrer-Policy"] == "no-referrer"
    assert seen.fields["X-Content-Type-Options"] == "nosniff"
    assert " style=" not in seen.body


def test_pictures_come_late_and_unseen_and_through_the_proxy_where_there_is_one(aws: Aws) -> None:
    made = written(
        article(), html='<figure><img src="https://img.example/1.jpg?a=1&amp;b=2" alt="Dawn"></figure>'
    )
    put(aws, made)
    direct = visit(site_on(aws), f"/read/{ID}").body
    assert '<img src="https://img.example/1.jpg?a=1&amp;b=2" alt="Dawn" loading="lazy"' in direct
    assert 'referrerpolicy="no-referrer">' in direct
    proxied = site_on(aws, image_proxy="https://images.example/?url=")
    for path in ("/", f"/read/{ID}"):
        seen = visit(proxied, path)
        assert 'src="https://img.example' not in seen.body
        assert 'src="https://images.example/?url=https%3A%2F%2Fimg.example%2F1.jpg' in seen.body
        assert "img-src 'self' https://images.example;" in seen.fields["Content-Security-Policy"]


def test_links_begin_with_what_the_pages_stand_under(aws: Aws) -> None:
    put(aws, article())
    site = site_on(aws)
    inside = [link for link in visit(site, f"/read/{ID}").links() if not link.startswith(("http", "#"))]
    assert inside
    assert all(link.startswith("/v1/") for link in inside)
    behind = visit(site, "/read/sources", X_Forwarded_Prefix="/broadsheet")
    assert "/broadsheet/v1/" in behind.links()


def test_the_style_and_the_icon_are_kept_for_a_year_under_an_address_that_changes(aws: Aws) -> None:
    site = site_on(aws)
    (style,) = re.findall(
        r'<link rel="stylesheet" href="/v1(/assets/style.css\?v=[0-9a-f]+)"', visit(site, "/").body
    )
    seen = visit(site, style)
    assert seen.fields["Content-Type"].startswith("text/css")
    assert "immutable" in seen.fields["Cache-Control"]
    assert visit(site, "/assets/icon.svg").fields["Content-Type"].startswith("image/svg+xml")
    assert visit(site, "/assets/..%2Fapp.py").status == 404


def test_a_fault_is_a_page_that_tells_nothing_of_it(aws: Aws) -> None:
    site = site_on(aws)
    aws.dynamodb.delete_table(TableName=TABLE)
    seen = visit(site, "/")
    assert seen.status == 500
    assert "Something went wrong" in seen.text
    assert "ResourceNotFound" not in seen.body


def test_head_says_the_same_without_a_body(aws: Aws) -> None:
    site = site_on(aws)
    head, got = visit(site, "/", "HEAD"), visit(site, "/")
    assert (head.body, head.fields) == ("", got.fields)


def test_api_gateway_is_told_of_every_page_and_asks_no_key(aws: Aws) -> None:
    template = read_template()["Resources"]
    events = [each["Properties"] for each in template["ReaderFunction"]["Properties"]["Events"].values()]
    found = {(each["Path"], each["Method"]) for each in events}
    assert found == {(path, method) for path in PAGE_ROUTES for method in ("GET", "HEAD")}
    assert all(each["Auth"] == {"ApiKeyRequired": False} for each in events)
    bounded: list[dict[str, Any]] = template["Api"]["Properties"]["MethodSettings"]
    throttled = {(each["ResourcePath"], each["HttpMethod"]) for each in bounded}
    assert {("/~1" + path[1:].replace("/", "~1"), method) for path, method in found} <= throttled
