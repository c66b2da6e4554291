"""The article's own HTML in a page: sanitised when it was stored, and fitted here for reading.

Its tags are read one by one, as the sanitiser writes them. What is not written so is left as it is: nothing
is guessed at where a mistake could let something in.
"""

import re
from collections.abc import Callable
from html import escape, unescape

from markupsafe import Markup

# A tag as the sanitiser writes it: small letters, every value in double quotes.
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)( ?/)?>')
_TOKEN = re.compile(rf"[^<]+|{_TAG.pattern}")
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
# What can be wider than a page may be moved by itself, by keyboard, too.
_TABLE = '<div class="wide" tabindex="0" role="group" aria-label="Table"><table'


def fitted(html: str, picture: Callable[[str], str]) -> Markup:
    """Return an article's HTML for a page: pictures late, unseen by who is linked, and with a text.

    Parameters
    ----------
    html
        As it is stored: sanitised.
    picture
        Returns where a picture is loaded from, nothing for one that is not to be loaded.
    """
    tokens = list(_TOKEN.finditer(html))
    if sum(len(token[0]) for token in tokens) != len(html):
        return Markup(html)  # noqa: S704  # it is sanitised
    written = []
    for number, token in enumerate(tokens):
        match token[2]:
            case "img":
                is_alone = _is_alone_in_a_link(tokens, number)
                written.append(_image(_attributes(token[3]), picture, is_alone=is_alone))
            case "table":
                written.append("</table></div>" if token[1] else f"{_TABLE}{token[3]}>")
            case _:
                written.append(token[0])
    return Markup("".join(written))  # noqa: S704  # of sanitised tags, and of ours with escaped values


def _attributes(text: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(text)}


def _image(attributes: dict[str, str], picture: Callable[[str], str], *, is_alone: bool) -> str:
    source = picture(attributes.get("src", ""))
    alt = attributes.get("alt", "") or ("Picture" if is_alone else "")
    if not source:
        return escape(alt)
    return (
        f'<img src="{escape(source)}" alt="{escape(alt)}" loading="lazy" decoding="async" '
        'referrerpolicy="no-referrer">'
    )


def _is_alone_in_a_link(tokens: list[re.Match[str]], number: int) -> bool:
    """Whether a picture is all that a link has, so that the link would be without a name."""
    before, after = tokens[number - 1 : number], tokens[number + 1 : number + 2]
    return [token[2] for token in before] == ["a"] and [token[0] for token in after] == ["</a>"]
