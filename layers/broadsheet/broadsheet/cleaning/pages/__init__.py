"""Whole pages: a page's HTML in, the HTML of its main content out, and the facts that only a page has.

`read_page` does it, before everything else that cleaning does.
"""

from broadsheet.cleaning.pages.facts import PageFacts
from broadsheet.cleaning.pages.reading import WholePage, read_page
from broadsheet.cleaning.pages.tree import is_page

__all__ = ["PageFacts", "WholePage", "is_page", "read_page"]
