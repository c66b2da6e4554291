"""What no general rule takes by its looks: headings, sentences, embeds and photographs.

A class or an id says what a publisher called an element, which may be what the article is about.
"""

import re
from itertools import islice

from bs4 import Tag

from broadsheet.cleaning.page import Page
from broadsheet.cleaning.removing.embeds import address_of_player
from broadsheet.cleaning.removing.networks import CARDS, kind_of
from broadsheet.cleaning.soup import attribute, beginning_of, first_within, tags, text_of

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"ul", "ol", "dl"})
_ITEMS = frozenset({"li", "dd"})
_SENTENCE = re.compile(r"\w.*[.!?…。！？][\"”’»」』）)]*$", re.DOTALL)
_WORDS = re.compile(r"[^\W_]+")
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
# What an outlet says to its readers, and no article of somebody else.
_PROMPT = re.compile(
    r"(?:please |jetzt |hier )?(?:subscribe|sign up|join|follow|donate|support|click|get|download|read|share"
    r"|like|buy|register|try|become|advertisement|sponsored|abonn|melden sie|folgen sie|inscrivez"
    r"|suivez|suscr"
    r"|sígue|assine|iscriviti|订阅|訂閱|关注|關注|点击|點擊|扫|掃|分享|下载|下載|捐|支持|登録|フォロー)"
    r"|.*\b(?:newsletters?|cookies?|javascript|browser|subscri\w+|donations?"
    r"|our (?:app|readers|journalism|work))\b"
    r"|.*(?:广告|廣告|订阅|訂閱|公众号|公眾號)",
    re.IGNORECASE | re.DOTALL,
)
_SLUG_WORDS = frozenset({
    "ad", "ads", "advert", "advertisement", "advertisements", "all", "also", "and", "app",
    "article", "articles", "by", "comment", "comments", "content", "donate", "donation", "follow",
    "for", "from", "get", "header", "heading", "like", "links", "list", "media", "more",
    "newsletter", "newsletters", "of", "on", "our", "page", "post", "posts", "promo", "promotion",
    "read", "reading", "recommended", "related", "section", "share", "sharing", "sign", "signup",
    "site", "social", "sponsor", "sponsored", "sponsors", "stories", "story", "subscribe",
    "subscription", "the", "this", "title", "to", "top", "up", "us", "you", "your",
})  # fmt: skip
_PICTURE_MARK = re.compile(r"(?:^|[-_])(?:image|photo|picture|img|fig(?:ure)?)(?:$|[-_\s])", re.IGNORECASE)
_WRAPPERS = frozenset({"share", "promotion"})
_ENOUGH = 600  # characters, to tell what a tag says
_LONG = 200  # characters of a paragraph that no advertisement has
_FEWEST_WORDS = 3  # that read as the article's
_MOST_LINKED = 0.3  # of the letters
_BEGINNING = 1_000  # nodes of what a tag holds, to tell what that is
_MOST_TAGS = 40  # of a wrapper of one embed or photograph


def is_spared(rule: str, mark: str, tag: Tag, page: Page) -> bool:
    """Whether a general rule must not take the tag that it names by this class or id."""
    return (
        tag.name in HEADINGS
        or (tag.name == "p" and _is_sentence(tag, page))
        or (tag.name in _LISTS and _is_list_of_prose(tag, page))
        or _is_slug_of_its_heading(mark, tag, page)
        or (rule == "ads" and _is_section(tag, page))
        or (rule in _WRAPPERS and (_holds_embed(tag, page) or _is_photograph(mark, tag, page)))
    )


def is_notice(tag: Tag, page: Page) -> bool:
    """Whether a box with the role of an alert is a note in the article: a sentence, but no prompt."""
    return first_within(tag, "form", "input", "button") is None and _is_sentence(tag, page)


def is_prompt(text: str) -> bool:
    """Whether the text asks its readers for something on the outlet's behalf."""
    return bool(_PROMPT.match(text))


def _is_sentence(tag: Tag, page: Page) -> bool:
    text = beginning_of(tag, _ENOUGH)
    return (
        _reads_on(text)
        and count_words(text) >= _FEWEST_WORDS
        and not is_prompt(text)
        and not _is_linked(tag, page)
    )


def _is_section(tag: Tag, page: Page) -> bool:
    """Whether the tag is a part of the article that has an advertisement in it: a heading and its text."""
    if _is_linked(tag, page):
        return False
    held = _first_tags(tag)
    if not any(one.name in HEADINGS for one in held):
        return False
    paragraphs = (beginning_of(one, _ENOUGH) for one in [one for one in held if one.name == "p"][:_MOST_TAGS])
    return any(len(text) >= _LONG and _reads_on(text) and not is_prompt(text) for text in paragraphs)


def _reads_on(text: str) -> bool:
    """Whether the beginning of a text is a sentence, or too long to see its end."""
    return len(text) >= _ENOUGH or bool(_SENTENCE.search(text))


def _is_linked(tag: Tag, page: Page) -> bool:
    weight = page.soup.weights.of(tag)
    return weight.linked >= _MOST_LINKED * weight.characters


def count_words(text: str) -> int:
    """Return how many words a text has, two characters of Chinese, Japanese or Korean counted as one."""
    cjk = len(_CJK.findall(text))
    return len(_WORDS.findall(_CJK.sub(" ", text))) + cjk // 2


def _is_list_of_prose(tag: Tag, page: Page) -> bool:
    """Whether most items say something, and do not lead anywhere; tags and buttons are a word or two."""
    if _is_linked(tag, page):
        return False
    items = [text_of(item) for item in _first_tags(tag) if item.name in _ITEMS]
    told = [item for item in items if count_words(item) >= _FEWEST_WORDS and not is_prompt(item)]
    return bool(items) and 2 * len(told) > len(items)


def _is_slug_of_its_heading(mark: str, tag: Tag, page: Page) -> bool:
    """Whether an id is made of the words of the tag's own heading, and these are not those of boilerplate."""
    if mark != attribute(tag, "id") or _is_linked(tag, page):
        return False
    heading = first_within(tag, *HEADINGS)
    words = {word.casefold() for word in _WORDS.findall(mark)}
    if heading is None or words <= _SLUG_WORDS:
        return False
    said = {word.casefold() for word in _WORDS.findall(text_of(heading))}
    return bool(words) and words <= said


def _first_tags(tag: Tag) -> list[Tag]:
    """Return the tags at the beginning of what a tag holds: reading all of many nested ones takes long."""
    return [node for node in islice(tag.descendants, _BEGINNING) if isinstance(node, Tag)]


def _holds_embed(tag: Tag, page: Page) -> bool:
    held = _first_tags(tag)[:_MOST_TAGS]
    if any(mark in CARDS for one in held for mark in attribute(one, "class").split()):
        return True
    addresses = (address_of_player(one, page.url) for one in held if one.name in {"iframe", "video", "audio"})
    return any(kind_of(address) != "embed" for address in addresses if address)


def _is_photograph(mark: str, tag: Tag, page: Page) -> bool:
    """Whether the tag is a picture that leads nowhere, and nothing but its caption."""
    if not page.soup.weights.of(tag).images or first_within(tag, "a") is not None:
        return False
    figure = tag if tag.name == "figure" else first_within(tag, "figure")
    if figure is None and not _PICTURE_MARK.search(mark):
        return False
    captions = "".join(text_of(caption) for caption in tags(tag, "figcaption"))
    return text_of(tag) == captions
