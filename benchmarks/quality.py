"""Score the cleaning against labelled articles, beside the best tools that do the same.

usage: python -m benchmarks.quality --corpus DIR --labels FILE [--worst N]

DIR holds raw feed files; FILE is a JSON list of {"id", "file", "main", "drop", "neutral", "authors"}, whose
ranges number the text blocks of each file's HTML in the order of `blocks.blocks_of`. Peers are scored when
they can be imported: trafilatura, readability-lxml, jusText, resiliparse (requirements/peers.txt).
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.peers import PEERS
from benchmarks.quality_scores import Label, Score, authors_found, label_of, mean, score
from broadsheet.article import ParsedEntry
from broadsheet.cleaning import clean
from broadsheet.parsing import feed_file

Cleaner = Callable[[ParsedEntry], tuple[str, tuple[str, ...]]]
"""Takes an entry, returns the text and the authors."""


def main() -> int:
    """Print one line a tool, then our worst articles."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True, help="folder of raw feed files")
    parser.add_argument("--labels", type=Path, required=True, help="the labels of their blocks, JSON")
    parser.add_argument("--worst", type=int, default=10, help="how many of our worst articles to show")
    options = parser.parse_args()
    labels = [label_of(row) for row in json.loads(options.labels.read_text("utf-8"))]
    if missing := [label.file for label in labels if not (options.corpus / label.file).is_file()]:
        parser.error(f"{missing[0]} is not in {options.corpus}: is it the folder that the labels are of?")
    entries = [_entry(options.corpus / label.file) for label in labels]
    print(f"{'tool':<22}{'F1':>8}{'perfect':>9}{'authors right/wrong/missed':>28}{'files/s':>9}{'ratio':>7}")
    ours, speed = _measure("broadsheet", _broadsheet, labels, entries, None)
    for name, load in PEERS.items():
        peer = load()
        if peer is None:
            print(f"{name:<22}  not installed")
        else:
            _measure(name, peer, labels, entries, speed)
    for worst in sorted(ours, key=lambda one: (one.perfect, one.f1))[: options.worst]:
        if not worst.perfect:
            blocks = f"lost {worst.lost}  leaked {worst.leaked}"
            print(f"  {worst.id}  F1 {worst.f1:.3f}  bulk {worst.bulk:.2f}  {blocks}")
    return 0


def _entry(path: Path) -> ParsedEntry:
    document = feed_file.parse(path.read_text("utf-8", errors="replace"), path.name)
    if document is None:
        sys.exit(f"{path} is no feed file")
    return document.entries[0]


def _broadsheet(entry: ParsedEntry) -> tuple[str, tuple[str, ...]]:
    content = clean(entry)
    return content.text, content.authors


def _measure(
    name: str, cleaner: Cleaner, labels: list[Label], entries: list[ParsedEntry], ours: float | None
) -> tuple[list[Score], float]:
    """Run one tool over all entries, print its line, return its scores and its speed in files a second."""
    for entry in entries:  # what a worker loads and compiles once is no part of its speed
        cleaner(entry)
    started = time.perf_counter()
    results = [cleaner(entry) for entry in entries]
    speed = len(entries) / (time.perf_counter() - started)
    scores = [
        score(label, entry.html, text)
        for label, entry, (text, _) in zip(labels, entries, results, strict=True)
    ]
    right, wrong, missed = authors_found(labels, [authors for _, authors in results])
    authors = f"{right}/{wrong}/{missed}" if right or wrong else "-"
    print(
        f"{name:<22}{mean(one.f1 for one in scores):>8.4f}{mean(one.perfect for one in scores):>9.3f}"
        f"{authors:>28}{speed:>9.0f}{speed / (ours or speed):>7.2f}"
    )
    return scores, speed


if __name__ == "__main__":
    sys.exit(main())
