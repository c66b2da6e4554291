"""The page on the workbench: one entry while it is being cleaned."""

from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from bs4 import Tag

from broadsheet.article import ParsedEntry
from broadsheet.cleaning.audit import Audit
from broadsheet.cleaning.document.document import Document
from broadsheet.cleaning.rules.compiled import CompiledRules
from broadsheet.cleaning.soup import Soup, named, text_of


@dataclass(kw_only=True)
class Page:
    """An entry's soup, the document made of it, the rules that hold, and what the steps found out so far.

    Each step takes the page and changes it; nothing outlives the cleaning of one entry.
    """

    entry: ParsedEntry
    soup: Soup
    title: str
    rules: CompiledRules
    document: Document = field(default_factory=lambda: Document([]))
    audit: Audit = field(default_factory=Audit)
    bylines: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    standfirst: str = ""
    copyright: str = ""

    @property
    def url(self) -> str:
        """The address against which relative ones are resolved, the article's own; empty if it has none."""
        return self.entry.base_url or self.entry.raw_url or ""

    def drop(self, tag: Tag, rule: str, why: str) -> None:
        """Take the tag out of the soup, and note in the audit which rule did, and why."""
        self.audit.note(rule, text_of(tag), why, named(tag))
        tag.decompose()


@lru_cache(maxsize=1_024)  # asked of the article's own address, and of each link's, again and again
def host_of(url: str) -> str:
    """Return the host of a URL in lower case, without `www.`; empty when there is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
