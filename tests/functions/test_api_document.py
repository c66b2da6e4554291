"""docs/api.md: every route with a request and its answer, made here, and recipes."""

import json
from pathlib import Path
from typing import Any

from broadsheet.identity import article_id
from broadsheet.ingestion.withdrawals import withdraw
from broadsheet.retrieval.feed_tokens import to_feed_token
from broadsheet.retrieval.routes import ROUTES
from functions.api.app import OPENAPI, SWAGGER_UI, ArticleApi
from tests.builders import URL, article, later
from tests.fakes import FakeArticleStore
from tests.functions.asking import KEY, get
from tests.storing import put_into

DOCUMENT = Path(__file__).parents[2] / "docs" / "api.md"
TEXTS = Path(__file__).with_name("api_document.md")
FEED_KEY = b"an example of a key, 32 bytes ..."
LONGEST = 60  # characters of a value in an example
LONG = ("/openapi.json", "/docs")  # whose answers are not shown
ID, OTHER = article_id(URL), article_id("https://news.example/other")

# The request that stands for each route.
EXAMPLES = {
    "/articles": "/articles?source=harbour&limit=1",
    "/changes": "/changes?limit=2",
    "/articles/{id}": f"/articles/{ID}.md",
    "/articles/{id}/revisions": f"/articles/{ID}/revisions?limit=1",
    "/articles/{id}/changes": f"/articles/{ID}/changes",
    "/rejections": "/rejections",
    "/sources": "/sources",
    "/sources.opml": "/sources.opml?name=phone",
    "/feeds/{feed}": f"/feeds/{to_feed_token('phone', {'source': ['harbour']}, FEED_KEY)}.json",
    "/openapi.json": "/openapi.json",
    "/docs": "/docs",
    "/health": "/health",
}


class OneKey:
    """The key of one name."""

    def find(self, name: str) -> bytes | None:
        return FEED_KEY if name == "phone" else None


class SomeTotals:
    """Totals of a small archive."""

    def read(self) -> dict[str, int]:
        return {"source#harbour": 1, "language#en": 1, "month#2023-09": 1}


def example_api() -> ArticleApi:
    """Return the api function on an article that was revised, and one that was withdrawn."""
    store = FakeArticleStore()
    put_into(store, article("The doors open on Saturday."))
    put_into(store, article("Other.", url="https://news.example/other"), now=later(1))
    sunday = article("The doors open on Sunday.", published_at=later(), key="articles/harbour/2.md")
    put_into(store, sunday, now=later(2))
    withdraw(OTHER, "by order of the court", store, later(3))
    return ArticleApi(store, OneKey(), SomeTotals(), KEY, swagger_ui=SWAGGER_UI)


def shortened(value: Any) -> Any:
    if isinstance(value, str):
        return value if len(value) <= LONGEST else value[:LONGEST] + "…"
    if isinstance(value, list):
        return [shortened(each) for each in value]
    if isinstance(value, dict):
        return {name: shortened(each) for name, each in value.items()}
    return value


def example(api: ArticleApi, asked: str) -> str:
    """Return a request and its answer, long values cut."""
    status, fields, body = get(api, asked)
    assert status == 200, body
    media_type = fields["Content-Type"].partition(";")[0]
    kind = "json" if media_type.endswith("json") else media_type.rpartition("-")[2].rpartition("/")[2]
    if kind == "json" and asked not in LONG:
        body = json.dumps(shortened(json.loads(body)), ensure_ascii=False, indent=2)
    shown = "…" if asked in LONG else body.strip()
    request = asked if len(asked) < 100 else asked[:80] + "….json"
    return f"```\nGET {request}\n```\n\n````{kind}\n{shown}\n````\n"


def section(api: ArticleApi, path: str, description: dict[str, Any], components: dict[str, Any]) -> str:
    """Return what there is to say about a route."""
    parameters = [_resolved(each, components) for each in description["parameters"]]
    rows = "".join(
        f"| `{each['name']}` | {each['description']} |\n" for each in parameters if each["in"] == "query"
    )
    table = f"\n| parameter | what it asks for |\n| --- | --- |\n{rows}" if rows else ""
    words = f"\n{description['description']}\n" if "description" in description else ""
    key = "\nAsks for no API key.\n" if ROUTES[path].is_open else ""
    return f"### {description['summary']}: `GET {path}`\n{words}{key}{table}\n{example(api, EXAMPLES[path])}"


def _resolved(value: dict[str, Any], components: dict[str, Any]) -> dict[str, Any]:
    _, _, kind, name = value["$ref"].split("/")
    return dict(components[kind][name])


def test_the_document_is_what_the_api_answers(tmp_path: Path) -> None:
    described = json.loads(OPENAPI.read_text("utf-8"))
    api = example_api()
    sections = [
        section(api, path, described["paths"][path]["get"], described["components"]) for path in ROUTES
    ]
    made = tmp_path / DOCUMENT.name
    made.write_text(TEXTS.read_text("utf-8").replace("{{routes}}\n", "\n".join(sections)), "utf-8")
    assert DOCUMENT.read_text("utf-8") == made.read_text("utf-8"), f"if that is meant, copy {made}"
