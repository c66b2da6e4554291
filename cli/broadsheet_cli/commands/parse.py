"""`broadsheet parse`: raw files in, JSON lines out, no AWS."""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from broadsheet.article import RawDocument, RawReference
from broadsheet.cleaning import Rules
from broadsheet.errors import InvalidDocumentError
from broadsheet.identity import Sites
from broadsheet.ingestion.reading import Reading, read
from broadsheet.parsing import parse as parse_document
from broadsheet.presenting.article_json import article_json
from broadsheet_cli.explaining import explanation_of
from broadsheet_cli.folders import NameNotTextError, key_of, raw_files
from broadsheet_cli.own_rules import own_rules, rules_option
from broadsheet_cli.texts import printable

STDIN = Path("-")


@click.command(short_help="Parse raw files without AWS; print JSON lines.")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Name files relative to this folder, as their keys in the bucket would be. "
    "Default: the folder given, or the file's own.",
)
@click.option(
    "--explain",
    is_flag=True,
    help="Instead, show what of each article went, by which rule and why, and what stayed.",
)
@rules_option("Clean and identify with the rules of this TOML file, too.")
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(exists=True, allow_dash=True, path_type=Path)
)
def parse(*, root: Path | None, explain: bool, rules_file: Path | None, paths: tuple[Path, ...]) -> None:
    """Parse raw files, or whole folders of them, and print one JSON line an article.

    PATH may be - for standard input. Of more than one file a tally goes to standard error.

    A line is {"file": …, "article": {…}}, or {"file": …, "error": {"code": …, "message": …}} for a
    file that would be rejected, or whose name cannot be a key, or with its "entry" for one that can be
    no article; then the exit status is 1. How many files were of which shape is told on standard error.

    With --explain, what each article is made into is shown to a person instead.
    """
    rules, sites = own_rules(rules_file)
    files, has_rejections, shapes = 0, False, Shapes()
    for path, base in _files(root, paths):
        files += 1
        if explain:
            has_rejections |= not _explain(path, base, rules)
            continue
        for line in _lines(path, base, (rules, sites), shapes):
            has_rejections |= "error" in line
            sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
    if not explain and files != 1:
        sys.stdout.flush()
        click.echo(shapes.table(), err=True)
    sys.exit(1 if has_rejections else 0)


def _explain(path: Path, base: Path, rules: Rules) -> bool:
    """Show a person what a file is made into; return whether all of it can be an article."""
    key = STDIN.name if path == STDIN else printable(click.format_filename(path.relative_to(base)))
    click.secho(key, underline=True)
    try:
        parsed = parse_document(_document(path, key))
        for entry in parsed.entries:
            for line in explanation_of(entry, rules):
                click.echo(line)
    except InvalidDocumentError as error:
        click.secho(f"  rejected, {error.code}: {printable(error.reason)}", fg="red")
        return False
    for rejected in parsed.rejected:
        click.secho(
            f"  entry {rejected.number} rejected, {rejected.code}: {printable(rejected.message)}", fg="red"
        )
    return not parsed.rejected


class Shapes:
    """How many files were of which shape, and how many articles and rejected entries were in them."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = {}

    def count(self, shape: str, *, articles: int = 0, rejected: int = 0) -> None:
        """Count a file in."""
        counts = self._counts.setdefault(shape, Counter())
        counts.update(files=1, articles=articles, rejected=rejected)

    def table(self) -> str:
        """Return the counts as a table, the commonest shape first."""
        head = f"{'shape':<24}{'files':>8}{'articles':>10}{'rejected':>10}"
        rows = sorted(self._counts.items(), key=lambda row: -row[1]["files"])
        if not rows:
            return f"{head}\nno files"
        return "\n".join(
            [head, *(f"{name:<24}{n['files']:>8}{n['articles']:>10}{n['rejected']:>10}" for name, n in rows)]
        )


def _files(root: Path | None, paths: tuple[Path, ...]) -> Iterator[tuple[Path, Path]]:
    """Yield each file, and the folder that it is named relative to."""
    for path in paths:
        base = root or (path if path.is_dir() else path.parent)
        for file in raw_files(path) if path.is_dir() else [path]:
            yield file, base


def _lines(path: Path, base: Path, own: tuple[Rules, Sites], shapes: Shapes) -> Iterator[dict[str, Any]]:
    try:
        key = STDIN.name if path == STDIN else key_of(path, base)
    except NameNotTextError as error:
        yield {"file": error.shown, "error": {"code": error.code, "message": str(error)}}
        return
    except ValueError:
        where = f"{click.format_filename(path)} does not lie below {click.format_filename(base)}"
        raise click.BadParameter(where, param_hint="--root") from None
    try:
        reading = read(_document(path, key), *own)
    except InvalidDocumentError as error:
        shapes.count("none", rejected=1)
        yield {"file": key, "error": {"code": error.code, "message": str(error)}}
        return
    shapes.count(reading.shape, articles=len(reading.articles), rejected=len(reading.rejected))
    yield from _lines_of(reading, key)


def _lines_of(reading: Reading, key: str) -> Iterator[dict[str, Any]]:
    for article in reading.articles:
        yield {"file": key, "article": article_json(article)}
    for entry in reading.rejected:
        yield {
            "file": key,
            "entry": entry.number,
            "error": {"code": entry.code, "message": entry.message},
        }


def _document(path: Path, key: str) -> RawDocument:
    """Return a file as the raw document that it would be in the bucket, put when it was last changed."""
    content = sys.stdin.buffer.read() if path == STDIN else path.read_bytes()
    put_at = datetime.now(UTC) if path == STDIN else datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return RawDocument(
        reference=RawReference(
            bucket="",
            key=key,
            version_id="",
            etag=hashlib.md5(content, usedforsecurity=False).hexdigest(),
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        ),
        content=content,
        put_at=put_at,
    )
