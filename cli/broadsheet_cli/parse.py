"""`broadsheet parse`: raw files in, JSON lines out, no AWS."""

import hashlib
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from broadsheet.article import RawDocument, RawReference
from broadsheet.cleaning import DEFAULT_RULES, Rules, load_rules
from broadsheet.errors import InvalidDocumentError
from broadsheet.ingestion import articles_in
from broadsheet.representation import article_json
from broadsheet_cli.folders import key_of, raw_files


@click.command()
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Name files relative to this folder, as their keys in the bucket would be. "
    "Default: the folder given, or the file's own.",
)
@click.option(
    "--rules",
    "rules_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Clean with the rules of this TOML file, too.",
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def parse(root: Path | None, rules_file: Path | None, paths: tuple[Path, ...]) -> None:
    """Parse raw files, or whole folders of them, and print one JSON line an article.

    A line is {"file": …, "article": {…}}, or {"file": …, "error": {"code": …, "message": …}} for a
    file that would be rejected; then the exit status is 1.
    """
    rules = load_rules(rules_file.read_text("utf-8")) if rules_file else DEFAULT_RULES
    has_rejections = False
    for path, key in _files(root, paths):
        for line in _lines(path, key, rules):
            has_rejections |= "error" in line
            sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
    sys.exit(1 if has_rejections else 0)


def _files(root: Path | None, paths: tuple[Path, ...]) -> Iterator[tuple[Path, str]]:
    for path in paths:
        base = root or (path if path.is_dir() else path.parent)
        for file in raw_files(path) if path.is_dir() else [path]:
            try:
                yield file, key_of(file, base)
            except ValueError:
                raise click.BadParameter(f"{file} does not lie below {base}", param_hint="--root") from None


def _lines(path: Path, key: str, rules: Rules) -> Iterator[dict[str, Any]]:
    try:
        for article in articles_in(_document(path, key), rules):
            yield {"file": key, "article": article_json(article)}
    except InvalidDocumentError as error:
        yield {"file": key, "error": {"code": error.code, "message": str(error)}}


def _document(path: Path, key: str) -> RawDocument:
    """Return a file as the raw document that it would be in the bucket."""
    content = path.read_bytes()
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
        put_at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
    )
