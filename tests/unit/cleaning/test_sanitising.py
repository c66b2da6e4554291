"""The last word on HTML, asked by itself: what comes before it may be wrong, and nothing gets through."""

import pytest

from broadsheet.cleaning.writers.sanitising import is_address, sanitise


@pytest.mark.parametrize(
    "url",
    [
        "data:text/html,<script>alert(1)</script>", "data:image/svg+xml;base64,PHN2Zz4=", "javascript:alert(1)",
        "JaVaScRiPt:alert(1)", "vbscript:x", "file:///etc/passwd", "ftp://news.example/", "blob:x", "tel:1",
    ],
)  # fmt: skip
def test_no_address_of_any_other_scheme_is_left(url: str) -> None:
    assert sanitise(f'<p><a href="{url}">x</a></p>') == '<p><a rel="noopener noreferrer nofollow">x</a></p>'
    assert sanitise(f'<img src="{url}" alt="x">') == '<img alt="x">'
    assert not is_address(url)


@pytest.mark.parametrize(
    "attribute",
    [
        "style='color: red'", "onclick='alert(1)'", "onerror='alert(1)'", "id='x'", "srcdoc='x'",
        "srcset='x 2x'", "data-x='1'", "name='x'", "is='x'", "slot='x'", "hidden", "tabindex='1'",
        "title='x'", "lang='x'",
    ],
)  # fmt: skip
@pytest.mark.parametrize("tag", ["p", "h2", "li", "td", "a", "blockquote", "figure", "code", "table", "ol"])
def test_no_other_attribute_is_left_on_any_element(tag: str, attribute: str) -> None:
    name = attribute.partition("=")[0]
    assert name not in sanitise(f"<table><tr><td><{tag} {attribute}>words</{tag}></td></tr></table>")


@pytest.mark.parametrize(
    "tag", ["script", "style", "iframe", "object", "embed", "form", "svg", "math", "base"]
)
def test_no_other_element_is_left(tag: str) -> None:
    assert f"<{tag}" not in sanitise(f"<p>before</p><{tag}>x</{tag}><p>after</p>")


def test_what_is_allowed_stays_as_it_is() -> None:
    html = (
        '<p dir="rtl">One <a href="https://news.example/" rel="noopener noreferrer nofollow">link</a></p>'
        '<ol start="3"><li>x</li></ol><table><tbody><tr><td colspan="2">y</td></tr></tbody></table>'
        '<img src="https://img.example/1.jpg" alt="z"><pre><code class="language-python">1</code></pre>'
    )
    assert sanitise(html) == html
