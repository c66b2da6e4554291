"""The page that tells operators how things stand."""

import re
from dataclasses import replace
from datetime import timedelta

from broadsheet.article import Outcome
from broadsheet.operating.log_lines import Failure, Ingested
from broadsheet.retrieval.passes import Role
from broadsheet_pages.access import COOKIES, Openness
from tests.aws import Aws
from tests.builders import article, create, location, receipt, stored
from tests.fakes import FakeArticleStore
from tests.functions.operated import Operated
from tests.functions.pages import operators_cookie, pages_of
from tests.functions.visiting import VISITED_AT, a_pass, site_on, visit
from tests.storing import put


def page(store: FakeArticleStore, operated: Operated | None = None, query: str = "") -> str:
    """Return the page, as an operator has it."""
    seen = visit(pages_of(store, operated), f"/status{query}", Cookie=operators_cookie())
    assert seen.status == 200
    return seen.body


def reject(store: FakeArticleStore, key: str, message: str) -> None:
    """Have a rejection."""
    made = replace(receipt(Outcome.REJECTED), location=location(key), code="no_header", message=message)
    store.put_rejection(key, replace(made, processed_at=VISITED_AT), over=None)


def test_every_figure_is_told() -> None:
    store = FakeArticleStore()
    reject(store, "a.md", "a.md: of no known shape")
    operated = Operated(
        queued=1_234,
        dead=2,
        failed=[Failure(key="b.md", reason="KeyError: 'url'", at=VISITED_AT)],
        last=Ingested(key="c.md", outcome="revised", at=VISITED_AT),
    )

    body = page(store, operated)

    figures = dict(re.findall(r'<data id="([a-z-]+)" value="(\d+)"', body))
    told = {"articles": "0", "queued": "1234", "failing": "1", "dead-letters": "2", "rejections": "1"}
    assert figures == told
    for said in ("1,234", "b.md", "KeyError: &#39;url&#39;", "c.md</span>, revised", "of no known shape"):
        assert said in body


def test_a_log_that_cannot_be_read_hides_nothing_else() -> None:
    store = FakeArticleStore()
    reject(store, "a.md", "a.md: of no known shape")

    body = page(store, Operated(queued=3, dead=2, log_error="AccessDenied: <no>"))

    figures = dict(re.findall(r'<data id="([a-z-]+)" value="(\d+)"', body))
    assert figures == {"articles": "0", "queued": "3", "dead-letters": "2", "rejections": "1"}
    assert "log cannot be read" in body
    assert "AccessDenied: &lt;no&gt;" in body
    assert "Nothing was ingested" not in body


def test_what_documents_say_is_text() -> None:
    store = FakeArticleStore()
    reject(store, "<script>alert(1)</script>.md", "<img src=x onerror=alert(1)>")
    operated = Operated(failed=[Failure(key="<b>", reason="<i>", at=VISITED_AT)])

    body = page(store, operated)

    assert not re.search(r"<(script|img|b|i)\b", body)
    assert "&lt;script&gt;" in body


def test_a_chart_has_a_bar_for_each_source_and_day_and_the_same_as_a_table() -> None:
    store = FakeArticleStore()
    for number in range(9):
        made = article(f"{number}", url=f"https://news.example/{number}", source=f"source {number % 8}")
        create(store, stored(made, now=VISITED_AT - timedelta(days=number % 2)))

    body = page(store)

    assert body.count("<rect ") == 7
    assert "3 other sources" in body
    assert re.search(r'<desc id="arrived-text">[^<]*the highest is 5', body)
    yesterday, today = ["0", "1", "0", "1", "0", "2"], ["2", "0", "1", "0", "1", "1"]
    assert re.findall(r"<td>(\d+)</td>", body)[-12:] == [*yesterday, *today]


def test_it_comes_again_after_a_minute_unless_that_was_declined() -> None:
    site = pages_of(FakeArticleStore())

    again = visit(site, "/status", Cookie=operators_cookie()).fields
    declined = visit(site, "/status?refresh=off", Cookie=operators_cookie()).fields

    assert (again["Refresh"], again["Cache-Control"]) == ("60", "no-store")
    assert "Refresh" not in declined


def test_nobody_but_operators_is_let_in_even_where_all_else_is_public() -> None:
    for openness in (Openness.PUBLIC, Openness.PRIVATE):
        seen = visit(pages_of(FakeArticleStore(), openness=openness), "/status")

        assert seen.status == 403
        assert "broadsheet reader-url --operator" in seen.body


def test_it_asks_the_table_a_few_queries_and_reads_it_through_never(aws: Aws) -> None:
    put(aws, article())
    site, cookie = site_on(aws), f"{COOKIES[Role.OPERATOR]}={a_pass(aws, Role.OPERATOR)}"
    calls: list[str] = []
    aws.dynamodb.meta.events.register("before-call.dynamodb", lambda model, **_: calls.append(model.name))

    seen = visit(site, "/status", Cookie=cookie)

    assert seen.status == 200
    assert set(calls) <= {"Query", "GetItem"}
    assert calls.count("Query") <= 4
