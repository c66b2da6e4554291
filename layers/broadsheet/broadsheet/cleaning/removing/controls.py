"""Controls that hold words of the article: heads of accordions, terms, sentences to be shared.

Reads buttons and links, their text and what stands beside them. Changes: renames what is prose, drops labels.
"""

import re

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from broadsheet.cleaning.page import Page
from broadsheet.cleaning.removing.guarding import HEADINGS, count_words, is_prompt
from broadsheet.cleaning.rules.everywhere import SHARING
from broadsheet.cleaning.soup import attribute, fold, is_gone, rename, text_of

_HEADS = frozenset({*HEADINGS, "summary", "dt"})
_PROSE = frozenset({"p", "li", "dd", "td", "blockquote"})
_LABEL = re.compile(
    r"(?:copy(?: (?:link|code))?|share|save|print|play|pause|listen|watch|close|menu|open|expand"
    r"|collapse|edit|tweet|like|follow|subscribe|sign (?:up|in)|log in|search|next|previous"
    r"|show more|read more|load more"
    r"|toggle|[#¶×+−-]|kopieren|teilen|drucken|partager|copier|compartir|copiar|分享|复制|複製|播放|关闭|關閉|コピー|共有)",
    re.IGNORECASE,
)
_TWEET_LABEL = re.compile(
    r"\W*(?:click to (?:tweet|post|share)|tweet (?:this|that)|share (?:this )?on (?:x|twitter)"
    r"|tweet|share)\W*",
    re.IGNORECASE,
)
_SHARING = re.compile(SHARING)
_FEWEST_WORDS = 4  # that read as the article's


def unwrap_controls(page: Page) -> None:
    """Let the words stay that are the article's: as they would, were there no control around them."""
    for button in page.soup.tags("button"):
        if _holds_words(button):
            rename(button, "span")
    for link in page.soup.tags("a"):
        if not is_gone(link) and _SHARING.search(attribute(link, "href")):
            _keep_sentence(page, link)


def _holds_words(button: Tag) -> bool:
    text = text_of(button)
    if not text or _LABEL.fullmatch(text):
        return False
    holder = next((one for one in button.parents if one.name in _HEADS or one.name in _PROSE), None)
    if holder is None:
        return False
    if holder.name in _HEADS and text_of(holder) == text:
        return True
    return _is_text(button.next_sibling)  # at the end of a line, it is what a reader may do


def _is_text(node: PageElement | None) -> bool:
    return isinstance(node, NavigableString) and bool(node.strip())


def _keep_sentence(page: Page, link: Tag) -> None:
    """Unwrap a link that shares a sentence of the article, and drop its label."""
    labels = [text for text in link.find_all(string=_TWEET_LABEL) if _TWEET_LABEL.fullmatch(fold(text))]
    text = fold(" ".join(str(piece) for piece in link.find_all(string=True) if piece not in labels))
    if count_words(text) < _FEWEST_WORDS or is_prompt(text):
        return
    for label in labels:
        page.audit.note("share", fold(label), "the label of a link to share a sentence that stays")
        label.extract()
    rename(link, "span")
