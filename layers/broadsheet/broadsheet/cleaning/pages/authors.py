"""Who wrote the article of a page, as its markup and its lines beside the headline say. Empty beats wrong."""

import re
from collections.abc import Iterable, Iterator

from broadsheet.cleaning.page import host_of
from broadsheet.cleaning.pages.dates import is_only_a_day
from broadsheet.cleaning.pages.structured import Node, Statements, text_in, types_of
from broadsheet.cleaning.phrases import ENDS, PHRASES
from broadsheet.cleaning.phrases.patterns import line_of
from broadsheet.cleaning.rules.rule import compile_text
from broadsheet.cleaning.soup import letters_of

# Names of meta elements, without marks and capitals.
_META = (
    "author", "articleauthor", "articleauthorname", "parselyauthor", "sailthruauthor", "dccreator", "dctermscreator",
    "dccontributorauthor", "citationauthor", "byl", "byline", "authors", "ogauthor", "ogarticleauthor", "cxenseparseauthor",
    "dableauthor", "authorname", "rbauthors", "twittercreatorname", "dcauthor", "citationauthors", "shareaholicarticleauthorname",
    "vrauthor", "lparticleauthor", "bookauthor", "creator",
)  # fmt: skip
_OF_LIBRARIES = ("citation", "dc")  # they put the family's name first
_INVERTED = re.compile(r"([^\W\d_][^\s,]*(?: [^\s,]+)?), ([^\W\d_][^\s,]+(?: [^\s,]+)?)")
_BY = re.compile(
    r"^\s*(?:(?:(?:story|words|text|article|posted|written|reported|published|authored|reviewed|compiled|contributed|submitted|created|(?:a )?guest post)\s+)?by\b(?!\s+(?:the\s+)?(?:way|popular|now)\b)"
    r"|authors?\b\s*[:：]?|(?:verfasst |geschrieben |(?:ein )?(?:gast)?beitrag |gespeichert |eingetragen )?von\b|(?:rédigé |écrit |soumis )?par\b|(?:escrito |publicado |enviado )?por\b"
    r"|(?:a cura )?di\b(?=\s+[A-Z])|(?:scritto|pubblicato|inviato) da\b|(?:geschreven )?door\b|(?:skrevet |skriven |skrevet )?a[vf]\b(?=\s+(?-i:[A-ZÅÄÖÆØ]))|napisane przez\b|scris de\b"
    r"|autor(?:a|es|in|zy|/in|/-in|\*in|:in)?\s*[:：]|автор\s*[:：]?|作者\s*[:：]|文\s*[:：/]|(?:【[^【】]{1,12}[╱／/])?(?:記者|记者)"
    # What else is a label only with a colon, in the languages of the world.
    r"|(?:auteure?s?|texte?|tekst|teksti|текст|συγγραφέας|συντάκτης|kirjoittaja|författare|forfatter|szerző|írta|yazar|yazan|oleh|penulis|tác giả|piše|著者|執筆者?|撰文|글"
    r"|بقلم|كتب|الكاتب|نویسنده|מאת|लेखक|লেখক|ผู้เขียน)\s*[:：])\s*[:：]?\s*",
    re.IGNORECASE,
)
# A date stands before the word: `Posted on March 14, 2021 by …`.
_DATED_BY = re.compile(
    r"\s*(?:(?:last )?(?:posted|published|updated)(?: on)?|veröffentlicht am|publié le|publicado el|publicado em)?\s*(.{6,40}?)[\s|,·•–-]+(?:by|von|par|por|door)\s+(?=\S)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*(?:[|•·–—/]|\s-\s|\b(?:on|in|at|am|le|published|updated|posted|last|for|follow|view|see|leave|(?:medically )?reviewed|written|edited|photos?|fotos?|fact|staff writer|special to)\b(?=\s|$|:)"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sat|sun)(?:day)?\b|\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d|\d|\(|@).*",
    re.IGNORECASE | re.DOTALL,
)
# Who else had a hand in it, an address, the site's own: all that stands behind a name.
_BEHIND = re.compile(
    r"\s*(?:(?:责任)?编辑|(?:責任)?編輯|来源|來源|审校|校对|文字大小|字号|字體)\s*[:：].*|[／╱】].*|(?:返回\S{0,12})?查看更多.*|\s*<[^<>]*>|\s*\S+@\S+|\s+(?:@\w|google\+|twitter\b|facebook\b|linkedin\b).*|\s+(?:[\w-]+\.)+(?:com|org|net)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_TITLES = re.compile(
    r"(?:^|,?\s+)(?:(?:(?:associate|deputy|senior|managing|executive|contributing|assistant|chief|staff|freelance|news|political|sports?|health)\s+)++(?:[^\W\d_]+\s+)?)?"
    r"(?:editor(?: in chief)?|writer|reporter|correspondent|contributor|columnist)s?\b.*",
    re.IGNORECASE,
)
_MAILBOX = re.compile(r"\s*([a-z]{2,20})[._]([a-z]{2,20})@\S{3,80}\s*", re.IGNORECASE)  # of a person by name
_BETWEEN = re.compile(
    r"\s*(?:,\s*and\s+|\s+&\s+(?=[^\s,;]+\s+[^\s,;])|\s+and\s+|\s*[;、|]\s*|\s+und\s+|\s+et\s+|\s+y\s+)\s*"
)
_COMPANY = re.compile(r"\b(?:GmbH|Ltd|LLC|Inc|Corp|e\.V)\b")
# Without a colon, only what is surely a person's name counts behind it.
_LABELLED = re.compile(
    r"(?:(?i:authors?|written by|autor(?:in)?|verfasser(?:in)?|auteure?|autora|autore|автор|作者|著者))\s?(?:([:：])\s?|\s)([^\W\d_a-z][^:：,.;|]{2,40})"
)
_WRITTEN = re.compile(
    r"written by|author|verfasst von|escrito por|écrit par|scritto da|geschreven door|autor", re.IGNORECASE
)
_DEGREE = re.compile(r"(?:[A-Z][A-Za-z]{0,3}\.?){1,3}|Ph\.?D\.?|Jr\.?|Sr\.?|[IVX]+|FAND|CISSP|MSc|CPA")
_NOBODY = re.compile(
    r"undefined|null|none|unknown|anonymous|(?:user |site |web )?admin(?:istrator)?|webmaster|web ?master|author|editor|editors|staff|news|guest|user|root|support|info|n/?a|wordpress|master|system"
    r"|super ?user|name|contributors?|the editors|redaktion|redaction|redacción|redazione|redakcja|редакция|未知|佚名|匿名|本站|暂无\S*",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"\d|[《》【】]|\bsays$|\b(?:officer|director|manager|president|analyst|consultant|founder|ceo)$|^chief\b|^(?:submitted|posted|published|updated)\b|\b(?:sp\. ?z ?o\.? ?o|gmbh|ltd|llc)\b|^(?:[\w-]{3,}\.)+(?:com|org|net|info|news|eu|tv|[a-z]{2})$|^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?$",
    re.IGNORECASE,
)
# A site may be called by its only author's name.
_PERSONAL = re.compile(r"[^\W\d_a-z][\w.'’-]+(?: [^\W\d_a-z][\w.'’-]*){1,2}")
_OUTLET = re.compile(
    r"\b(?:the|news|media|times|post|daily|today|magazine|journal|review|blog|store|shop|group|team|inc|llc|marketing|online|press|radio|tv"
    r"|network|digital|world|guide|hub|post|wire|report|institute|university|college|company|labs?|studio|health)\b",
    re.IGNORECASE,
)
# What a Chinese outlet calls its desks, behind its name.
_DESKS = re.compile(
    "(?:新闻|新聞|网|網|财经|財經|体育|體育|娱乐|娛樂|科技|军事|軍事|汽车|教育|频道|頻道|中心)+"
)
_HAN = re.compile("[\u4e00-\u9fff·]+")
_LONGEST_HAN = 4  # characters of a Chinese name
_HAN_OFFICE = re.compile(
    "(?:记者|記者|编辑|編輯|[院校社部局所]长|教授|主任|研究员|评论员|通讯员|作者|导演|博士)$"
)
_HAN_OUTLET = re.compile(
    r"(?:网易|新浪|搜狐|腾讯|凤凰|百度|人民|新华|澎湃)[\u4e00-\u9fff-]{0,10}"
    r"|[\u4e00-\u9fff-]{2,12}(?:网|網|报|報|消息|新闻|新聞|财经|財經|科技|行情|频道|頻道|周刊|電視台|电视台|通讯社|综合|编辑部|号|號)"
)
_ONE_WORD = re.compile(r"[^\W\d_\u3040-\uffff]+")
_OBJECT = re.compile(r"""\s*\{[^{}]*?["']name["']\s*:\s*["']([^"'{}]{2,60})["'][^{}]*\}\s*""")
_ADDRESS = re.compile(r"https?:|www\.|^@|^[\w.-]+/")
_MORE = line_of(PHRASES["more"])  # `ENDS` and this are labels of links, which stand beside bylines
_TWO_LETTERS = re.compile(r"[^\W\d_](?:[^\W\d_]|[^\x00-\x7f\s])")  # or one with the sign of its vowel
_ARTICLE = re.compile(r"(?:the|der|die|das|le|la|el|il)\s+", re.IGNORECASE)
_LONGEST_NAME, _LONGEST, _MOST = 60, 600, 20  # characters of a name, of a statement of names; names


def authors_stated(stated: Statements, site: str) -> tuple[str, ...]:
    """Return the authors that JSON-LD names as such, else those of the meta elements, but never the outlet."""
    for names in (
        _named(stated.article.get("author"), stated),
        _named(stated.article.get("creator"), stated),
        *_metas(stated),
        _named(stated.page.get("author"), stated),
    ):
        if found := people_in(names, site):
            return found
    return ()


def _metas(stated: Statements) -> Iterator[list[str]]:
    """Yield what the meta elements that name authors state, and what labels beside their values call so."""
    for name in _META:
        values = list(stated.folded.get(name, ()))
        if name.startswith(_OF_LIBRARIES):
            values = [
                _INVERTED.sub(r"\2 \1", value) if _INVERTED.fullmatch(value) else value for value in values
            ]
        yield values
    labels = {name: stated.meta(f"twitter:label{name}") for name in "12"}
    yield [stated.meta(f"twitter:data{name}") for name, label in labels.items() if _WRITTEN.fullmatch(label)]


def _named(value: object, stated: Statements) -> list[str]:
    """Return the names of the persons that the value is, or refers to by an `@id` of the same page."""
    names = list[str]()
    for person in value if isinstance(value, list) else [value]:
        node = _resolved(person, stated) if isinstance(person, dict) else {}
        if node and not types_of(node) & {"Organization", "NewsMediaOrganization", "Corporation", "WebSite"}:
            listed = node.get("name") or _whole(node)
            names += [text_in(name) for name in (listed if isinstance(listed, list) else [listed])]
        elif isinstance(person, str):
            names.append(text_in(person))
    return [name for name in names if name]


def _whole(node: Node) -> str:
    """Return the name of a person of whom its parts are stated."""
    return " ".join(filter(None, (text_in(node.get("givenName")), text_in(node.get("familyName")))))


def _resolved(node: Node, stated: Statements) -> Node:
    if "name" in node or "@id" not in node:
        return node
    return next((other for other in stated.nodes if other.get("@id") == node["@id"] and "name" in other), {})


def people_in(texts: Iterable[str], site: str) -> tuple[str, ...]:
    """Return the names in bylines, without the words before and after them, each once; outlets are none."""
    outlet = "" if _PERSONAL.fullmatch(site) and not _OUTLET.search(site) else letters_of(site)
    names = (
        _TITLES.sub("", name).strip(" \t,.:;|–—-•·'\"")
        for text in texts
        if not _ADDRESS.search(text.strip())
        for part in _BETWEEN.split(_BEHIND.sub("", _BY.sub("", _spelt(text[:_LONGEST]))))
        for names in _comma_parts(part)
        for name in _parted(names)
    )
    once: dict[str, str] = {}
    for name in names:
        if _may_be_name(name) and not _is_outlet(letters_of(name), outlet):
            once.setdefault(name.casefold(), name)
    return tuple(_without_towns(list(once.values())))[:_MOST]


def _without_towns(names: list[str]) -> list[str]:
    """Return the names without what is one word beside those of first and last name: a town, a desk."""
    whole = any(" " in name for name in names)
    return [name for name in names if not (whole and _ONE_WORD.fullmatch(name))]


def _parted(names: str) -> list[str]:
    """Return Chinese names that blanks part; what is longer than a name behind one is an office."""
    parts = names.split()
    if len(parts) < 2 or not all(map(_HAN.fullmatch, parts)) or min(map(len, parts)) < 2:
        return [names]
    return [part for part in parts if len(part) <= _LONGEST_HAN and not _HAN_OFFICE.search(part)]


def _spelt(text: str) -> str:
    """Return the name of a person in whose stead their mailbox's address or an object stands, else the text."""
    if object_of := _OBJECT.match(text):
        return object_of[1]
    mailbox = _MAILBOX.fullmatch(text)
    return f"{mailbox[1].title()} {mailbox[2].title()}" if mailbox else text


def _may_be_name(text: str) -> bool:
    has_letters = bool(_TWO_LETTERS.search(text))
    return (
        has_letters
        and len(text) <= _LONGEST_NAME
        and not (_NOBODY.fullmatch(text) or _NO_NAME.search(text) or _HAN_OUTLET.fullmatch(text))
        and not any(compile_text(label).fullmatch(text) for label in (ENDS, _MORE))
    )


def _is_outlet(name: str, outlet: str) -> bool:
    """Whether the name is the outlet's, or the outlet is a desk of what bears it."""
    return name == outlet or (outlet.startswith(name) and bool(_DESKS.fullmatch(outlet, len(name))))


def _comma_parts(text: str) -> list[str]:
    """Return the names that commas part; a degree behind a comma belongs to its name."""
    names = list[str]()
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        if names and _DEGREE.fullmatch(part):
            continue
        if _COMPANY.search(part):  # and behind it the town where it is
            break
        names.append(part)
    return names


def printed_byline(text: str) -> str:
    """Return the names that a line beside the headline gives as authors, empty if it is no byline."""
    by = _BY.match(text)
    if not by:
        by = _DATED_BY.match(text)
        if not by or not is_only_a_day(by[1]):
            return ""
    return _AFTER.sub("", text[by.end() :]).strip()


def authors_alone(text: str, site: str) -> tuple[str, ...]:
    """Return the persons who stand behind a label of authors, and with nothing else, in a box of a page."""
    found = _LABELLED.fullmatch(" ".join(text.split()))
    if not found or not (found[1] or _PERSONAL.fullmatch(found[2])) or _OUTLET.search(found[2]):
        return ()
    return people_in([found[2]], site)


def is_site(name: str, address: str) -> bool:
    """Whether a name of one word, an article aside, is what the site's address calls it."""
    word = _ARTICLE.sub("", name)
    return " " not in word and letters_of(word) in host_of(address).split(".")


def by_name(stated: tuple[str, ...], printed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the authors that the head states, else those printed; of a login, a page prints the name."""
    are_logins = all(name.islower() and name.isascii() and " " not in name for name in stated)
    return printed if are_logins and any(" " in name for name in printed) else stated or printed
