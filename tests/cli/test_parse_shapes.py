"""`broadsheet parse` on a folder in which every shape lies."""

import json
from collections import Counter, defaultdict
from pathlib import Path

from click.testing import CliRunner

from broadsheet.parsing import SHAPES
from broadsheet_cli.main import main
from tests.golden.test_shapes import DOCUMENTS, document_of


def test_each_article_is_printed_once_and_the_shapes_are_told(tmp_path: Path) -> None:
    expected: dict[str, Counter[str]] = defaultdict(Counter)
    for path in DOCUMENTS:
        (tmp_path / path.name).write_bytes(path.read_bytes())
        document = document_of(path)
        expected[document["shape"]].update(files=1, articles=len(document["entries"]))

    result = CliRunner().invoke(main, ["parse", str(tmp_path)])

    _, *rows = [line.split() for line in result.stderr.splitlines()]
    assert {shape: (files, articles) for shape, files, articles, _ in rows} == {
        shape: (str(counts["files"]), str(counts["articles"])) for shape, counts in expected.items()
    }
    assert len(expected) == len(SHAPES)
    ids = [json.loads(line)["article"]["id"] for line in result.stdout.splitlines()]
    assert len(ids) == len(set(ids)) == sum(counts["articles"] for counts in expected.values())
