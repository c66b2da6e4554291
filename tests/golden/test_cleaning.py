"""Golden pairs of cleaning: a raw file as the crawler writes it, and the article that it must become.

A pair is `cleaning/<source-or-shape>-<what>.md` beside `.json`. To add one, write the `.md` with words of
your own, then let this module write the `.json`, and read what it wrote before you commit it:

    .venv/bin/python -m tests.golden.test_cleaning            writes the pairs that have no .json yet
    .venv/bin/python -m tests.golden.test_cleaning --all      writes all of them anew; read the difference
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from broadsheet.article import Content
from broadsheet.cleaning import clean
from broadsheet.moments import to_rfc3339
from broadsheet.parsing import feed_file

PAIRS = sorted((Path(__file__).parent / "cleaning").glob("*.md"))


def article_of(path: Path) -> dict[str, Any]:
    """Return what the raw file becomes, laid out for reading: one line a block, no empty fields."""
    document = feed_file.parse(path.read_text("utf-8"), f"articles/golden/{path.name}")
    assert document is not None, f"{path.name} is no feed file"
    return laid_out(clean(document.entries[0]))


def laid_out(content: Content) -> dict[str, Any]:
    """Return the content's fields as JSON values, the texts as lists of lines."""
    fields = asdict(content) | {
        "published_at": to_rfc3339(content.published_at),
        "text": content.text.split("\n"),
        "html": content.html.replace("><", ">\n<").split("\n"),
        "markdown": content.markdown.split("\n"),
        "removed": [f"{removal.rule} x{removal.count}: {removal.sample}" for removal in content.removed],
    }
    plain: dict[str, Any] = json.loads(json.dumps(fields))
    return {name: value for name, value in plain.items() if value not in (None, "", [], [""])}


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_a_raw_file_becomes_its_article(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert article_of(path) == expected


def write_expectations(*, anew: bool) -> None:
    """Write the `.json` beside each `.md`: those that are missing, or all of them."""
    for path in PAIRS:
        target = path.with_suffix(".json")
        if anew or not target.exists():
            text = json.dumps(article_of(path), ensure_ascii=False, indent=1)
            target.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    write_expectations(anew="--all" in sys.argv)
