"""From tags and texts to blocks of Markdown, in one pass."""

import re
from collections import Counter
from collections.abc import Mapping

from broadsheet.cleaning.document.code_languages import language_class
from broadsheet.cleaning.document.document import Document
from broadsheet.cleaning.writers.markdown.lines import Container, Lines, Listing
from broadsheet.cleaning.writers.markdown.prose import Prose, paragraph, plain
from broadsheet.cleaning.writers.markdown.tables import BREAK, Table, span_of
from broadsheet.cleaning.writers.walk import walk

_EMPHASIS = {"strong": "**", "em": "*", "s": "~~"}
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_CELLS = {"td", "th"}
_INLINE = {"strong", "em", "a", "img", "br", "code", "s", "sub", "sup", "mark", "ruby", "rt", "rp"}
_RULE = "___"  # the other two are also made of the marks of lists
_CLOSING_SIGNS = re.compile(r"(?:(?<= )|\A)#+\Z")
_END_OF_LINE = re.compile(r"\r\n?|\n")


def to_markdown(document: Document) -> str:
    """Return the document as Markdown."""
    markdown = Markdown()
    walk(document, markdown)
    return markdown.finish()


class _Verbatim:
    """The text of a tag within which no other is a mark."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.language = ""
        self._texts: list[str] = []
        self._open = Counter({name: 1})

    @property
    def is_over(self) -> bool:
        return not self._open[self.name]

    def __str__(self) -> str:
        return "".join(self._texts)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._open[name] += 1
        self.language = self.language or attributes.get("class", "").removeprefix(language_class(""))
        self.text("(" if name == "rt" else "")

    def text(self, text: str) -> None:
        if not self._open["rp"]:
            self._texts.append(text)

    def end(self, name: str) -> None:
        self.text(")" if name == "rt" else "")
        self._open[name] -= 1


class Markdown:
    """Writes blocks from tags and texts in their order."""

    def __init__(self) -> None:
        self._lines = Lines()
        self._lists: list[Listing] = []
        self._prose = Prose()
        self._heading = ""
        self._links: list[str] = []
        self._verbatim: _Verbatim | None = None
        self._table: Table | None = None

    def text(self, text: str) -> None:
        """Write text."""
        if self._verbatim:
            self._verbatim.text(text)
        else:
            self._prose.text(text)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin a tag, or write one that has no end."""
        if self._verbatim:
            self._verbatim.start(name, attributes)
        elif name in _INLINE:
            self._start_inline(name, attributes)
        elif self._table:
            self._start_in_table(self._table, name, attributes)
        else:
            self._start_block(name, attributes)

    def end(self, name: str) -> None:
        """End a tag."""
        if self._verbatim:
            self._end_verbatim(self._verbatim, name)
        elif name in _INLINE:
            self._end_inline(name)
        elif self._table:
            self._end_in_table(self._table, name)
        else:
            self._end_block(name)

    def plain(self, name: str, text: str) -> None:
        """Write a block of nothing but text."""
        if self._table or self._verbatim or name in _HEADINGS:
            self.start(name, {})
            self.text(text)
            self.end(name)
        else:
            self._end_prose()
            self._lines.write(plain(text), kind="prose")

    def finish(self) -> str:
        """Return what was written."""
        self._end_prose()
        return str(self._lines)

    def _start_inline(self, name: str, attributes: Mapping[str, str]) -> None:
        match name:
            case "strong" | "em" | "s":
                self._prose.open(_EMPHASIS[name])
            case "a":
                self._links.append(attributes.get("href", ""))
                if self._links[-1]:
                    self._prose.open("[")
            case "img":
                self._prose.image(attributes.get("src", ""), attributes.get("alt", ""))
            case "br":
                self._prose.line_break()
            case "rt":
                self._prose.text("(")
            case "code" | "rp":
                self._verbatim = _Verbatim(name)

    def _end_inline(self, name: str) -> None:
        if name in _EMPHASIS:
            self._prose.close()
        elif name == "a" and (address := self._links.pop()):
            self._prose.close(address)
        elif name == "rt":
            self._prose.text(")")

    def _start_block(self, name: str, attributes: Mapping[str, str]) -> None:
        self._end_prose()
        if name in _HEADINGS:
            self._heading = _HEADINGS[name]
        elif name == "blockquote":
            self._lines.enter(Container(first="> ", rest="> "))
        elif name in {"ul", "ol"}:
            self._lists.append(Listing(name, self._lines.container, attributes))
        elif name == "li":
            self._lines.enter(self._lists[-1].next_item() if self._lists else Container())
        elif name == "table":
            self._table = Table()
        elif name == "pre":
            self._verbatim = _Verbatim(name)
        elif name == "hr":
            self._lines.write([_RULE])
        elif name == "figcaption":
            self._prose.open("*")

    def _end_block(self, name: str) -> None:
        if name == "figcaption":
            self._prose.close()
        self._end_prose()
        if name in {"blockquote", "li"}:
            self._lines.leave()
        elif name in {"ul", "ol"}:
            self._lists.pop().end(self._lines.container)

    def _end_prose(self) -> None:
        """Write the prose at hand, if there is any, as a heading or a paragraph."""
        if self._prose.is_empty:
            self._heading = ""
            return
        lines = self._prose.lines()
        self._prose = Prose()
        if self._heading and lines:
            text = _CLOSING_SIGNS.sub(r"\\\g<0>", BREAK.join(lines))
            self._lines.write([f"{self._heading} {text}"])
        else:
            self._lines.write(paragraph(lines), kind="prose")
        self._heading = ""

    def _end_verbatim(self, verbatim: _Verbatim, name: str) -> None:
        verbatim.end(name)
        if not verbatim.is_over:
            return
        self._verbatim, text = None, str(verbatim)
        if name == "pre":
            self._lines.write(_fenced(text, verbatim.language))
        elif name == "code" and self._table and "|" in text:  # where some readers would end the cell
            self._prose.text(text)
        elif name == "code":
            self._prose.code(text)

    def _start_in_table(self, table: Table, name: str, attributes: Mapping[str, str]) -> None:
        table.depth += name == "table"
        if table.depth > 1 or name not in {"tr", *_CELLS}:
            self._prose.line_break()
        elif name == "tr":
            table.begin_row()
        else:
            table.span, table.height = (span_of(attributes.get(name, "")) for name in ("colspan", "rowspan"))
            self._prose = Prose()

    def _end_in_table(self, table: Table, name: str) -> None:
        table.depth -= name == "table"
        if not table.depth:
            self._table, self._prose = None, Prose()
            self._lines.write(table.lines())
        elif table.depth == 1 and name in _CELLS:
            table.add_cell(self._prose.lines())
        else:
            self._prose.line_break()


def _fenced(text: str, language: str) -> list[str]:
    """Return text as it stands, between fences that it cannot end; no lines for none."""
    if not text.strip():
        return []
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return [f"{fence}{language}", *_END_OF_LINE.split(text.strip("\r\n")), fence]
