"""Clean a folder of raw feed files and check what must hold for every article.

usage: python -m benchmarks.corpus_audit FOLDER [--languages]

Exit status 1 when any file breaks a law; each broken law is printed with the files that break it.
"""

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from broadsheet.article import Content, ParsedEntry
from broadsheet.cleaning import clean
from broadsheet.cleaning.writers.sanitising import sanitise
from broadsheet.parsing import feed_file

_SHOWN = 5
_FORBIDDEN = {
    "image proxy": re.compile(r"weserv\.nl"),
    "feed footer": re.compile(r"feedx\."),
    "unsafe address": re.compile(r"<[^<>]*\s(?:href|src)=\"\s*(?:javascript|data|vbscript):", re.IGNORECASE),
    "relative address": re.compile(r"<[^<>]*\s(?:href|src)=\"(?!https?://|mailto:)"),
    "event handler": re.compile(r"<[^<>]*\son\w+=", re.IGNORECASE),
    "empty paragraph": re.compile(r"<(p|li|h[1-6]|blockquote|figcaption)>\s*(?:<br>|&nbsp;)?\s*</\1>"),
    "markup of Word": re.compile(r"<o:p|<[^<>]*\s(?:class|style)="),
}


def main() -> int:
    """Run the audit that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--languages", action="store_true", help="print the languages found, by source")
    options = parser.parse_args()
    broken: dict[str, list[str]] = defaultdict(list)
    languages: dict[str, Counter[str]] = defaultdict(Counter)
    entries = list(_entries(options.folder))
    for key, entry in entries:
        content = clean(entry)
        languages[entry.source][content.language or "none"] += 1
        for law in _broken_laws(entry, content):
            broken[law].append(key)
    print(f"{len(entries)} entries, {sum(map(len, broken.values()))} broken laws")
    for law, keys in sorted(broken.items()):
        print(f"  {law}: {len(keys)}, as in {', '.join(keys[:_SHOWN])}")
    if options.languages:
        for source, counts in sorted(languages.items()):
            print(f"  {source}: {', '.join(f'{name} {count}' for name, count in counts.most_common())}")
    return 1 if broken else 0


def _entries(folder: Path) -> Iterator[tuple[str, ParsedEntry]]:
    for path in sorted(folder.rglob("*.md")):
        key = path.relative_to(folder).as_posix()
        document = feed_file.parse(path.read_text("utf-8", errors="replace"), key)
        for entry in document.entries if document else ():
            yield key, entry


def _broken_laws(entry: ParsedEntry, content: Content) -> Iterator[str]:
    yield from (law for law, pattern in _FORBIDDEN.items() if pattern.search(content.html))
    if sanitise(content.html) != content.html:
        yield "sanitising changes the html"
    if clean(replace(entry, html=content.html)).html != content.html:
        yield "cleaning changes its own html"
    if any("weserv.nl" in image.url for image in content.images):
        yield "image proxy"


if __name__ == "__main__":
    sys.exit(main())
