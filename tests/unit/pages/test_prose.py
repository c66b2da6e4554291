"""An article's own HTML fitted for a page: nothing that it says can become a tag."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.cleaning.writers.sanitising import TAGS, sanitise
from broadsheet_pages.prose import fitted
from broadsheet_pages.rendering import Pictures

DIRECT = Pictures().address


def test_a_picture_comes_late_and_names_nobody_who_looks() -> None:
    assert fitted('<p><img src="https://i.example/1.jpg" alt="Dawn"></p>', DIRECT) == (
        '<p><img src="https://i.example/1.jpg" alt="Dawn" loading="lazy" decoding="async" '
        'referrerpolicy="no-referrer"></p>'
    )


def test_a_picture_always_has_a_text_and_a_link_of_nothing_else_has_a_name() -> None:
    assert 'alt=""' in fitted('<img src="https://i.example/1.jpg">', DIRECT)
    linked = '<a href="https://n.example/" rel="noopener"><img src="https://i.example/1.jpg" alt=""></a>'
    assert 'alt="Picture"' in fitted(linked, DIRECT)


def test_a_picture_that_no_browser_may_load_is_its_text() -> None:
    assert (
        fitted('<p><img src="data:image/png;base64,x" alt="A &lt;b&gt;"></p>', DIRECT) == "<p>A &lt;b&gt;</p>"
    )


def test_a_table_can_be_moved_by_keyboard() -> None:
    around = '<div class="wide" tabindex="0" role="group" aria-label="Table">'
    table = "<table><tr><td>1</td></tr></table>"
    assert fitted(table, DIRECT) == f"{around}{table}</div>"


def test_a_tag_within_a_value_stays_within_it() -> None:
    html = '<p><img src="https://i.example/1.jpg" alt="a <img src=x> b"></p>'
    assert 'alt="a &lt;img src=x&gt; b"' in fitted(html, DIRECT)


@pytest.mark.parametrize("html", ["<p>1 < 2</p>", "<p title=x>text</p>", "<P>text</P>", "<!-- a -->"])
def test_what_the_sanitiser_would_not_write_is_left_as_it_is(html: str) -> None:
    assert fitted(html, DIRECT) == html


class Tags(HTMLParser):
    """Collects tags with their attributes, as a browser would find them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


PIECES = st.sampled_from(
    (
        *(
            '<img src="https://i.example/1" alt="',
            '">',
            "<img ",
            "<table>",
            "</table>",
            "<a href='x'>",
            "</a>",
        ),
        *(
            "<script>",
            " onerror=x ",
            '"',
            "'",
            "<",
            ">",
            "&quot;",
            "&lt;img src=x onerror=y&gt;",
            "text",
            "<p>",
        ),
    )
)


@given(st.lists(PIECES, max_size=14))
def test_whatever_was_sanitised_is_as_safe_when_it_is_fitted(pieces: list[str]) -> None:
    for tag, attributes in Tags(fitted(sanitise("".join(pieces)), DIRECT)).found:
        assert tag in TAGS | {"div"}
        allowed = {"src", "alt", "loading", "decoding", "referrerpolicy"} if tag == "img" else {"href", "rel"}
        assert set(attributes) <= ({"class", "tabindex", "role", "aria-label"} if tag == "div" else allowed)
        assert (attributes.get("src") or "https://").startswith("https://")
