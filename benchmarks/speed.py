"""Measure the speed of the cleaning beside its peers': one run, one core, alternating passes, processor time.

usage: python -m benchmarks.speed --corpus DIR [--passes N] [--growth]

DIR holds raw feed files. Each tool reads all of them once unmeasured, then in turn with the others N times;
of each file its shortest time counts, which what else the machine does can only lengthen (so advises Python's
timeit); beside the ratio of these stands that of the median passes. Compare the ratios of one run: absolute
figures depend on the machine.
Then the time of each step of the cleaning is told. With --growth, articles of 1 to 900 KB are made of the
corpus, and the time for each 1,000 characters told.
"""

import argparse
import gc
import os
import resource
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bs4 import BeautifulSoup

from benchmarks.peers import PEERS, SPEEDS
from broadsheet.article import ParsedEntry
from broadsheet.cleaning import DEFAULT_RULES, clean
from broadsheet.cleaning.facts.counting import length_of
from broadsheet.cleaning.facts.language import detect_language
from broadsheet.cleaning.pipeline import STEPS, begin
from broadsheet.cleaning.rules.compiled import book_of
from broadsheet.cleaning.writers.html import to_html
from broadsheet.cleaning.writers.markdown import to_markdown
from broadsheet.cleaning.writers.text import to_text
from broadsheet.parsing import feed_file

Run = Callable[[ParsedEntry], object]
LONGEST = 10_000_000  # characters
SIZES = (1, 4, 16, 64, 256, 900)  # thousands of characters


def main() -> int:
    """Print one line a tool, then how the time grows with size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True, help="folder of raw feed files")
    parser.add_argument("--passes", type=int, default=9, help="measured passes of each tool")
    parser.add_argument("--growth", action="store_true", help="also measure articles of 1 to 900 KB")
    options = parser.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    entries = list(_entries(options.corpus))
    if not entries:
        sys.exit(f"{options.corpus} holds no feed file")
    _compare(_tools(), entries, options.passes)
    _by_step(entries)
    if options.growth:
        _grow(entries)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"most memory held: {most:.0f} MB, all tools in it")
    return 0


def _entries(corpus: Path) -> Iterable[ParsedEntry]:
    for path in sorted(corpus.rglob("*.md")):
        parsed = feed_file.parse(path.read_text("utf-8", errors="replace"), path.name)
        yield from parsed.entries if parsed else ()


def _tools() -> dict[str, Run]:
    tools: dict[str, Run] = {"broadsheet": clean}
    for name, load in {**PEERS, **SPEEDS}.items():
        peer = load()
        if peer is None:
            print(f"{name}: not installed")
        else:
            tools[name] = peer
    tools["Beautiful Soup + lxml, parse alone"] = lambda entry: BeautifulSoup(entry.html, "lxml")
    return tools


def _compare(tools: dict[str, Run], entries: list[ParsedEntry], passes: int) -> None:
    for run in tools.values():  # what a worker loads and compiles once is no part of its speed
        _pass(run, entries)
    gc.freeze()  # as the ingest function does
    taken: dict[str, list[list[float]]] = {name: [] for name in tools}
    for _ in range(passes):
        for name, run in tools.items():
            taken[name].append(_pass(run, entries))
    shortest = {name: statistics.mean(map(min, zip(*times, strict=True))) for name, times in taken.items()}
    medians = {name: statistics.median(map(statistics.mean, times)) for name, times in taken.items()}
    print(f"{'tool':<36}{'files/s':>9}{'ms a file':>11}{'broadsheet is':>16}{'by medians':>13}")
    for name, each in sorted(shortest.items(), key=lambda one: one[1]):
        ratios = (times[name] / times["broadsheet"] for times in (shortest, medians))
        print(f"{name:<36}{1 / each:>9.0f}{1000 * each:>11.2f}{next(ratios):>14.2f} x{next(ratios):>11.2f} x")


def _pass(run: Run, entries: list[ParsedEntry]) -> list[float]:
    """Return the seconds that each entry takes."""
    return [_seconds(run, [entry]) for entry in entries]


def _seconds(run: Run, entries: list[ParsedEntry]) -> float:
    started = time.process_time()
    for entry in entries:
        run(entry)
    return time.process_time() - started


def _by_step(entries: list[ParsedEntry]) -> None:
    """Print what share of the cleaning each of its steps takes."""
    taken: dict[str, float] = defaultdict(float)
    book = book_of(DEFAULT_RULES)
    for entry in entries:
        with _timed(taken, "parse"):
            page = begin(entry, book)
        for step in STEPS:
            with _timed(taken, step.__name__):
                step(page)
        with _timed(taken, "to_text"):
            text = to_text(page.document)
        with _timed(taken, "to_html"):
            to_html(page.document, LONGEST)
        with _timed(taken, "to_markdown"):
            to_markdown(page.document)
        with _timed(taken, "detect_language"):
            detect_language(text)
        with _timed(taken, "length_of"):
            length_of(text)
    print("share of the cleaning by step, the facts of a line or two left out:")
    for name, seconds in sorted(taken.items(), key=lambda one: -one[1]):
        print(f"{name:<36}{seconds / sum(taken.values()):>9.1%}")


@contextmanager
def _timed(taken: dict[str, float], name: str) -> Iterator[None]:
    started = time.process_time()
    yield
    taken[name] += time.process_time() - started


def _grow(entries: list[ParsedEntry]) -> None:
    whole = "".join(entry.html for entry in entries)
    print("thousand characters, microseconds for each 1,000:")
    for size in SIZES:
        html = (whole * (1 + 1_000 * size // len(whole)))[: 1_000 * size]
        entry = ParsedEntry(
            source="made", raw_title="Made", raw_url="https://news.example/1", published_at=None, html=html
        )
        fewest = min(_seconds(clean, [entry]) for _ in range(3))
        print(f"{size:>6}{1e6 * fewest / size:>9.0f}")


if __name__ == "__main__":
    sys.exit(main())
