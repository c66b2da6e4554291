"""Marks of direction: none reaches beyond the line that it stands in (Unicode's UAX 9).

An override (U+202E) turns all that follows it around: a name, the end of a page. What a line opens, it
closes, and a line with overrides or embeddings is an isolate, beyond which they mean nothing.
"""

import re

from broadsheet.cleaning.document.document import Block, Document, Figure

_OPENING = frozenset("\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
_END_OF_EMBEDDING = "\u202c"
_ISOLATES, _END_OF_ISOLATE = frozenset("\u2066\u2067\u2068"), "\u2069"
_FIRST_STRONG_ISOLATE = "\u2068"
_OVERRIDES = re.compile("[\u202a-\u202e]")
_OF_ISOLATES = re.compile("[\u2066-\u2069]")
_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def without_overrides(text: str) -> str:
    """Return a title or a name without embeddings and overrides, which it has no use for."""
    return text if text.isascii() else balanced(_OVERRIDES.sub("", text))


def balanced(text: str) -> str:
    """Return a line of text in which every mark of direction has its end, and none reaches beyond it."""
    return "".join(_balanced([text])) if _MARKS.search(text) else text


def balance_directions(document: Document) -> None:
    """Let no mark of direction reach beyond its line or its caption."""
    for block in document.blocks:
        if block.figure:
            _balance_figure(block.figure)
        _balance_lines(block)


def _balance_figure(figure: Figure) -> None:
    figure.alt, figure.title, figure.credit = map(
        without_overrides, (figure.alt, figure.title, figure.credit)
    )
    figure.captions = [balanced(caption) for caption in figure.captions]


def _balance_lines(block: Block) -> None:
    for line in block.lines:
        texts = [run.text for run in line.runs]
        whole = texts[0] if len(texts) == 1 else "".join(texts)
        if whole.isprintable() or not _MARKS.search(whole):  # none of the marks is
            continue
        if block.kind == "pre":
            texts = ["\n".join(map(balanced, text.split("\n"))) for text in texts]
        else:
            texts = _balanced(texts)
        for run, text in zip(line.runs, texts, strict=True):
            run.text = text
        line.read()


def _balanced(texts: list[str]) -> list[str]:
    """Return the texts of a line with ends for all that they open, and no ends for what they do not."""
    opened: list[str] = []
    ended = [_MARKS.sub(lambda mark: _written(mark[0], opened), text) for text in texts]
    ended[-1] += "".join(map(_end_of, reversed(opened)))
    line = "".join(ended)
    if _OVERRIDES.search(line) and not _is_isolate(line):
        ended[0] = _FIRST_STRONG_ISOLATE + ended[0]
        ended[-1] += _END_OF_ISOLATE
    return ended


def _written(mark: str, opened: list[str]) -> str:
    """Return what stands for a mark, given those that are open before it, and note what is open behind it."""
    if mark in _OPENING:
        opened.append(mark)
        return mark
    if mark == _END_OF_ISOLATE and not _ISOLATES.isdisjoint(opened):
        ends: list[str] = []
        while not ends or ends[-1] != mark:
            ends.append(_end_of(opened.pop()))
        return "".join(ends)
    if mark == _END_OF_EMBEDDING and opened and opened[-1] not in _ISOLATES:
        return _end_of(opened.pop())
    return ""


def _end_of(opening: str) -> str:
    return _END_OF_ISOLATE if opening in _ISOLATES else _END_OF_EMBEDDING


def _is_isolate(line: str) -> bool:
    """Whether all of a balanced line stands in one isolate."""
    depth = 0
    for mark in _OF_ISOLATES.finditer(line):
        depth += -1 if mark[0] == _END_OF_ISOLATE else 1
        if not depth:
            return line[0] in _ISOLATES and mark.end() == len(line)
    return False
