"""The page on the workbench: one entry while it is being cleaned."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bs4 import Tag

from broadsheet.article import ParsedEntry
from broadsheet.cleaning.audit import Audit
from broadsheet.cleaning.rule import Rules
from broadsheet.cleaning.soup import text_of
from broadsheet.cleaning.weights import Weights


@dataclass(kw_only=True)
class Page:
    """An entry's soup, the rules that hold for it, and what the steps found out so far.

    Each step takes the page and changes it; nothing outlives the cleaning of one entry.
    """

    entry: ParsedEntry
    soup: Tag
    title: str
    rules: Rules
    weights: Weights
    audit: Audit = field(default_factory=Audit)
    bylines: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    text_length: int = 0
    standfirst: str = ""
    copyright: str = ""

    @property
    def url(self) -> str:
        """The article's address, against which relative ones are resolved."""
        return self.entry.raw_url

    def drop(self, tag: Tag, rule: str) -> None:
        """Take the tag out of the soup, and note in the audit which rule did."""
        self.audit.note(rule, text_of(tag))
        tag.decompose()


def host_of(url: str) -> str:
    """Return the host of a URL in lower case, without `www.`; empty when there is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
