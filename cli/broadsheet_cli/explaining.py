"""What the cleaning of an entry took and why, for a person who reads along or writes a rule."""

from collections.abc import Iterator

import click

from broadsheet.article import Content, ParsedEntry
from broadsheet.cleaning import Note, Rules, explain
from broadsheet_cli.texts import printable

_WIDEST = 100
_WARNINGS = {
    "whole_page": "a whole page: what surrounds the article went first, by its structure",
    "rules_not_applied": "the rules would have left almost nothing; only the certain ones were applied",
    "empty_body": "no text is left: there was none, or all of it is boilerplate",
}


def explanation_of(entry: ParsedEntry, rules: Rules) -> Iterator[str]:
    """Yield the lines of an explanation, in colour: what the article is, what went, what stayed."""
    content, notes = explain(entry, rules=rules)
    yield from _facts(content)
    if not notes:
        yield click.style("nothing went", bold=True)
    for number, note in enumerate(notes):
        if not number:
            yield click.style(f"{len(notes)} pieces went", bold=True)
        yield from _removal(note)
    yield click.style(f"{content.word_count} words stayed", bold=True)
    for line in content.text.split("\n"):
        yield click.style(f"  + {printable(line)}", fg="green")


def _facts(content: Content) -> Iterator[str]:
    yield click.style(printable(content.title) or "(no title)", bold=True)
    published = content.published_at.isoformat() if content.published_at else "no date"
    authors = ", ".join(map(printable, content.authors)) or "no author"
    yield f"  {content.language or 'no language'}, {published}, {authors}"
    for warning in content.warnings:
        yield click.style(f"  {warning}: {_WARNINGS.get(warning, 'see docs/cleaning.md')}", fg="yellow")


def _removal(note: Note) -> Iterator[str]:
    text = printable(note.text)
    shown = f"{text[:_WIDEST]}…" if len(text) > _WIDEST else text
    yield click.style(f"  - {shown or '(no text)'}", fg="red")
    of = f", a tag {printable(note.tag)}" if note.tag else ", a line"
    yield f"      {click.style(note.rule, fg='cyan')}{of}: {note.why}"
