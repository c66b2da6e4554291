"""One article in each format."""

import json
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.article import Image, StoredArticle
from broadsheet.presenting.article_page import article_page
from broadsheet.presenting.formats import ARTICLE_FORMATS
from broadsheet.presenting.ninjs import article_ninjs
from tests.builders import article, content, stored
from tests.schemas import faults


def saying(**changes: Any) -> StoredArticle:
    return stored(replace(article(), content=content(**changes)))


BARE = saying(
    authors=(),
    language=None,
    published_at=None,
    published_at_from=None,
    standfirst="",
    text="",
    html="",
    markdown="",
    images=(),
    lead_image=None,
    media=(),
    links=(),
    copyright="",
    warnings=(),
    removed=(),
)


@pytest.mark.parametrize("suffix", ARTICLE_FORMATS)
def test_an_article_has_its_title_in_every_format(suffix: str) -> None:
    assert "The lighthouse reopens" in ARTICLE_FORMATS[suffix].write(stored(article()))
    assert "The lighthouse reopens" in ARTICLE_FORMATS[suffix].write(BARE)


def test_ninjs_holds_to_the_standard() -> None:
    whole = article_ninjs(stored(article()))
    assert faults(whole, "ninjs-3.3") == []
    assert faults(article_ninjs(BARE), "ninjs-3.3") == []
    assert {body["contentType"] for body in whole["bodies"]} == {"text/html", "text/markdown", "text/plain"}
    assert [item["type"] for item in whole["associations"]] == ["picture", "video"]


def test_the_front_matter_is_yaml_and_the_rest_is_the_markdown() -> None:
    text = ARTICLE_FORMATS["md"].write(stored(article()))
    _, front, body = text.split("---\n", 2)
    facts = yaml.safe_load(front)
    assert facts["authors"] == ["Ann Keeper"]
    assert facts["published_at"] == "2023-09-12T12:00:00.000Z"
    assert body == "\n" + article().content.markdown


@settings(max_examples=150)
@given(title=st.text(min_size=1, max_size=40))
def test_any_title_survives_the_front_matter(title: str) -> None:
    front = ARTICLE_FORMATS["md"].write(saying(title=title)).split("\n---\n")[0].removeprefix("---\n")
    assert yaml.safe_load(front)["title"] == title


def test_the_page_says_nothing_that_is_not_escaped() -> None:
    page = article_page(saying(title="<script>x</script>", authors=('"><img src=x>',), copyright="<b>©"))
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>" not in page


def test_the_page_has_one_heading_its_language_and_the_publishers_address() -> None:
    found: list[tuple[str, dict[str, str | None]]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append((tag, dict(attrs)))  # type: ignore[method-assign]
    parser.feed(article_page(stored(article())))
    by_tag = dict(found)
    assert [tag for tag, _ in found].count("h1") == 1
    assert by_tag["html"] == {"lang": "en"}
    assert by_tag["link"] == {"rel": "canonical", "href": "https://news.example/2023/lighthouse"}
    assert by_tag["time"] == {"datetime": "2023-09-12T12:00:00.000Z"}


def test_the_page_may_load_pictures_and_its_own_style_and_nothing_else() -> None:
    policy = ARTICLE_FORMATS["html"].headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "script-src" not in policy
    assert "'unsafe-inline'" not in policy


def test_the_text_has_an_empty_line_between_paragraphs() -> None:
    text = ARTICLE_FORMATS["txt"].write(saying(text="One.\nTwo."))
    assert "One.\n\nTwo.\n" in text
    assert text.splitlines()[0] == "The lighthouse reopens"


def test_the_json_is_what_it_was() -> None:
    body = json.loads(ARTICLE_FORMATS["json"].write(stored(article())))
    assert list(body)[:3] == ["id", "url", "raw_url"]


def test_a_picture_without_words_is_still_a_picture() -> None:
    image = Image(url="https://img.example/2.jpg", raw_url="2.jpg")
    (picture, _) = article_ninjs(saying(images=(image,)))["associations"]
    assert picture == {
        "name": "picture-1",
        "uri": "https://img.example/2.jpg",
        "type": "picture",
        "renditions": [{"name": "original", "href": "https://img.example/2.jpg"}],
    }
