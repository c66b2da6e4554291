"""The Markdown of hostile articles runs nothing in the readers that people use, addresses linked or not.

Those of JavaScript are tried where `make renderers` has installed them.
"""

import json
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import mistune
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from broadsheet.article import ParsedEntry
from broadsheet.cleaning import clean
from broadsheet.errors import InvalidDocumentError
from fuzz.cleanliness import executable_in, linked, rendered
from fuzz.inputs import entries
from tests.hostile.inputs import TRICKS
from tests.unit.cleaning.entries import entry

SCRIPT = Path(__file__).parent / "renderers" / "render.mjs"
INSTALLED = Path(__file__).parents[2] / ".local" / "tools" / "renderers"
WRAPS = (
    "<p>{}</p>", "<h2>{}</h2>", "<table><tr><td>{}<td>b<tr><td>c<td>d</table>", "<ul><li>{}</ul>",
    "<blockquote>{}</blockquote>", "<figure><img src=/1.jpg><figcaption>{}</figcaption></figure>",
)  # fmt: skip
TAG = "&lt;img src=x onerror=alert(1)&gt;"
BEHIND_ADDRESSES = tuple(
    f"See {address}{behind} for more."
    for address in ("https://ok.example/", "http://ok.example", "www.ok.example/a?b=", "a@ok.example")
    for behind in (
        TAG, f"\\{TAG}", f"*{TAG}", f"[{TAG}]", f"({TAG})", f"&amp;lt;{TAG}", f"`{TAG}`",
        f"<code>{TAG}</code>", f"<code>a b</code> and <code>{TAG}</code>", f"<br>{TAG}",
        f"<b><code>a` b</code></b> <code>{TAG}</code>", f"<img src=/1.jpg alt='{TAG}'>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    )
)  # fmt: skip
GENERATED = 200
BY_SHOWDOWN = "showdown"
"""Which leaves the `<` of a code span as it is: a fault of its own, that no other Markdown would mend."""


@cache
def articles() -> list[str]:
    """Return the Markdown of all hostile articles, chosen and generated."""
    chosen = [
        entry(wrap.format(trick) + "<p>The end.</p>")
        for number, trick in enumerate((*BEHIND_ADDRESSES, *TRICKS))
        for wrap in (WRAPS[number % len(WRAPS)], WRAPS[(number + 1) % len(WRAPS)])
    ]
    generated: list[ParsedEntry] = []

    @seed(1)
    @settings(
        max_examples=GENERATED,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(entries())
    def collect(made: ParsedEntry) -> None:
        generated.append(made)

    collect()
    return [text for made in (*chosen, *generated) if (text := _markdown(made))]


def _markdown(made: ParsedEntry) -> str:
    try:
        return clean(made).markdown
    except InvalidDocumentError:
        return ""


@cache
def by_node() -> dict[str, list[str]]:
    """Return the articles as each reader of JavaScript shows them."""
    done = subprocess.run(  # noqa: S603
        ["node", str(SCRIPT)],  # noqa: S607
        cwd=INSTALLED,
        input=json.dumps(articles()),
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    shown: dict[str, list[str]] = json.loads(done.stdout)
    return shown


def executable(shown: list[str], name: str) -> dict[str, list[str]]:
    """Print how many articles run in a reader, and return what of them does, but for its own fault."""
    found, excepted = {}, 0
    for markdown, html in zip(articles(), shown, strict=True):
        if faults := executable_in(html):
            is_own = name == BY_SHOWDOWN and _has_code_with_a_tag(markdown)
            excepted += is_own
            if not is_own:
                found[markdown] = faults
    row = f"{len(shown):>5} articles | {len(found):>3} executable | {excepted:>3} by its own fault"
    sys.stdout.write(f"| {name:<24} | {row} |\n")
    return found


def _has_code_with_a_tag(markdown: str) -> bool:
    code = rendered(markdown).split("<code>")[1:]
    return any("&lt;" in piece.partition("</code>")[0] for piece in code)


def test_nothing_runs_in_the_readers_of_python() -> None:
    with_addresses: Any = mistune.create_markdown(escape=False, plugins=["url", "table", "strikethrough"])
    for name, render in (("mistune, url", with_addresses), ("markdown-it-py, linkify", linked)):
        assert executable([str(render(text)) for text in articles()], name) == {}


@pytest.mark.skipif(
    not (shutil.which("node") and (INSTALLED / "node_modules").is_dir()),
    reason="make renderers has not installed the readers of JavaScript",
)
@pytest.mark.parametrize(
    "name",
    ["marked", "markdown-it, linkify", "micromark, GFM", "showdown"],
)
def test_nothing_runs_in_the_readers_of_javascript(name: str) -> None:
    assert executable(by_node()[name], name) == {}
