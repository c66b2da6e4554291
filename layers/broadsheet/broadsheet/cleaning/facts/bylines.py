"""Bylines: who wrote the article, as printed, once each; no roles, no agencies. Empty beats wrong."""

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from itertools import chain

from broadsheet.cleaning.document.directions import without_overrides
from broadsheet.cleaning.soup import fold

_MOST_AUTHORS = 20  # of one article
_LONGEST_NAME = 40  # characters
_LONGEST_BYLINE = 160  # characters of a line, in which it names somebody
_AFTERWORD = 8  # characters behind a name, to see that it contributed only

# Where correspondents report from: between a name and the date of a dateline, nothing else parts the two.
_PLACES = (
    "台北|臺北|新北市?|基隆|桃園|新竹[縣市]?|苗栗縣?|台中|彰化縣?|南投縣?|雲林縣?|嘉義[縣市]?|台南|高雄"
    "|屏東縣?|宜蘭縣?|花蓮縣?|台東縣?|澎湖縣?|金門縣?|連江縣?|馬祖|台灣|北京|上海|香港|澳門|廣州|深圳"
    "|東京|大阪|首爾|曼谷|新加坡|吉隆坡|雅加達|馬尼拉|河內|胡志明市|仰光|新德里|雪梨|坎培拉|墨爾本|奧克蘭"
    "|紐約|華盛頓|洛杉磯|舊金山|芝加哥|波士頓|休士頓|西雅圖|多倫多|溫哥華|渥太華|倫敦|巴黎|柏林|法蘭克福"
    "|布魯塞爾|日內瓦|羅馬|維也納|馬德里|莫斯科|華沙|布拉格|斯德哥爾摩|伊斯坦堡|安卡拉|耶路撒冷|特拉維夫"
    "|台湾|澳门|广州|东京|首尔|华盛顿|旧金山|纽约|洛杉矶|波士顿|多伦多|温哥华|渥太华|伦敦|布鲁塞尔|日内瓦"
    "|罗马|维也纳|悉尼|墨尔本|堪培拉|慕尼黑|华府"
)
_NAMES = r"(?P<names>[^：:（）()]{2,40}?)"
_REPORTS = r"(?:综合|綜合|采访|採訪|专题|專題|现场|現場)?(?:报道|报导|報道|報導)"
_END = (
    r"(?=\s*(?:[；;。（）()【】]|翻译|翻譯|译者|譯者|责编|責編|编辑|編輯|来源|來源|网编|摄影|攝影"
    r"|出品|受访|(?:图|圖|摄|攝|照片|供图|供圖|插图|插圖|排版|设计|設計|制图|製圖|校对|校對)\s*[/：:丨︱|｜]|$))"
)
_REPORTER = r"(?:特约|特約|资深|資深|实习|實習|本刊)?(?:记者|記者)"
_OUTLET = r"(?:[\u4e00-\u9fff]{1,6}[台臺社报報网網刊])?"

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # （中央社記者某某台北9日電）: name, place and date run together.
        rf"[（(][\u4e00-\u9fff]{{0,6}}?{_REPORTER}{_NAMES}(?:{_PLACES})(?:/(?:{_PLACES}))*\d{{1,2}}日(?:專|专)?[電电]",
        # （大纪元记者某某综合报导）, 自由亚洲电台记者某某华盛顿报道
        rf"(?:【[^】]{{1,30}}】)?[（(][\u4e00-\u9fff]{{0,7}}?{_REPORTER}\s*[：:]?\s*{_NAMES}\s*(?:{_PLACES})?{_REPORTS}",
        rf"{_OUTLET}{_REPORTER}\s*[：:]?\s*{_NAMES}\s*(?:{_PLACES})?{_REPORTS}(?=[^。]{{0,60}}$)",
        # 记者：某某 责编：某某
        rf"[（(]?{_OUTLET}{_REPORTER}\s*[：:/丨︱|｜]\s*{_NAMES}\s*/?{_END}",
        # 记者某某 责编 某某
        rf"[（(]?{_OUTLET}{_REPORTER}\s*{_NAMES}\s+(?=责编|責編|编辑|編輯)",
        rf"\S{{0,8}}[驻駐]\S{{1,4}}{_REPORTER}\s+{_NAMES}$",
        # 作者：某某, 撰文丨某某, 文/某某
        rf"[（(]?(?:作者|撰文|采写|採寫|撰稿|采访者|採訪者|文)\s*[：:丨︱|｜/l]\s*{_NAMES}{_END}",
        # （记者 某某）, （记者 某某；责编 某某）
        rf"[（(]{_REPORTER}\s*[：:]?\s*(?P<names>[^：:（）()；;]{{2,40}})(?:[；;][^（）()]*)?[）)]$",
        # by Jane Doe and John Roe
        r"(?:by|By|BY|Par|Von|Por)\s+(?P<names>[A-Z][^:|/]{1,60})$",
    )
)
_LONGEST_CANDIDATE = 2_000  # characters of a list of names; references of more digits end in errors
_AND_OTHERS = re.compile(r"(?:&|\band|\bet)\s+(?:more|others|al\.?)$|等$")
_CONTRIBUTION = re.compile(r"[对對]本[文报報]|贡献|貢獻|contributed")
_HAN = r"[\u3400-\u9fff]"
_DOT = "[·•・‧．]"
_BETWEEN_NAMES = re.compile(rf"[、,，/;；&＆]|\s+(?:and|und|et|y)\s+|(?<={_HAN}{{2}})[\s和](?={_HAN}{{2}})")
_ROLE = re.compile(
    r"\s*[（(][^）)]*[）)]?\s*|^null\s+|^采访记者[：:]\s*|\s*综合报[导道]$"
    rf"|^(?:作家|记者|記者|律师|学者|導演|导演)(?={_HAN}{{2,4}}$)"
    rf"|(?<={_HAN}{{2}})(?:律师|律師|教授|博士|先生|女士|编译|編譯|整理)$|\s*(?:기자|특파원|논설위원)$"
)
_CJK_NAME = re.compile(
    rf"{_HAN}{{2,4}}|{_HAN}{{1,4}}(?:{_DOT}[\u3400-\u9fffA-Z.·•・‧．-]{{1,20}}|[-—]{_HAN}{{1,6}})+"
    rf"|{_HAN}{{5,6}}{_DOT}{_HAN}{{1,8}}"
)
_INITIALS = re.compile(r"(?:[A-Z]\.){2,4}")
_LEAST_WORDS, _MOST_WORDS = 2, 5
_PARTICLES = frozenset(
    {
        "de", "da", "der", "den", "van", "von", "bin", "al", "el", "la", "le", "di", "du", "dos", "das",
        "del", "della", "zu", "zum", "ten", "ter", "y", "e", "ibn", "bint", "ben", "af", "av",
    }
)  # fmt: skip
_NAME_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f’'‘.·-])+")
_HANGUL_NAME = re.compile(r"[\uac00-\ud7a3]{2,4}|[\uac00-\ud7a3]{1,2} [\uac00-\ud7a3]{1,3}")
# Scripts without capitals, in which a name is as many words as elsewhere.
_UNCASED_WORD = re.compile(
    "(?:[\u0590-\u05ff\u0600-\u06ff\u0750-\u077f\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u10d0-\u10ff]|[\u200c\u200d’'.-])+"
)
_SPACED_HAN = re.compile(rf"(?<!{_HAN})(?:({_HAN}) ({_HAN}{{1,2}})|({_HAN}{{2}}) ({_HAN}))(?!{_HAN})")
# What stands before a name where somebody is named as the author.
_BEFORE_NAME = re.compile(
    r"^(?:about(?: the author)?|follow|view all posts by|(?:more|all|other) (?:articles|posts|stories) by"
    r"|(?:(?:posted|written|published|reported|story|text|words|article|guest post) )?by|von|par|por|di|door"
    r"|af|av|przez|oleh|autor(?:es|in|a|en)?|authors?|auteure?s?|yazan|автор\w?|текст)(?:\s*[:|–-]\s*|\s+)"
    r"|^(?:作者|撰文|采写|採寫|撰稿|文|记者|記者|글|작성자)\s*[：:/|丨]\s*",
    re.IGNORECASE,
)
_NO_PERSON = re.compile(
    r"^the\b|[社網网報报台臺組组局部署處处會会院刊]$|编辑|編輯|記者|记者|综合|綜合|新闻|新聞|通讯|通訊"
    r"|匿名|网友|網友|實驗室|实验室|工作室|本刊|本报|中文|編集|편집|뉴스|신문|일보|방송|연합|팀$"
    # outlets
    r"|\b(?:news\w*|agenc\w+|press|times|post|media|radio|tv|television|broadcasting|network|online|digital|today"
    r"|herald|tribune|telegraph|guardian|journal|gazette|daily|weekly|magazine|sports?|observer|chronicle|review"
    r"|bulletin|courier|wire|service|group|inc|ltd|llc|gmbh|university|institute|foundation|association|council"
    r"|committee|department|ministry|desk|bureau|team|staff|admin|reuters|bloomberg|agence|agencia|agenzia|zeitung"
    r"|nachrichten|noticias|redaktion|r[ée]daction|redac\w+|redazione|reda[cç][aã]o|redactie|redakc\w+|redaksi"
    r"|haber|ajans\w*|редакц\w+|агентств\w+|новости|газета|тасс|риа|σύνταξη)\b|تحرير|وكالة|صحيفة|فريق"
    # roles
    r"|\b(?:editors?|editorial|correspondents?|reporters?|writers?|columnists?|contributors?|contributing|authors?"
    r"|journalists?|photographers?|producers?|professor|analyst|freelancer?|intern|director|staffer)\b"
    # what is by no person: By Popular Demand
    r"|\b(?:popular|demand|design|default|request|invitation|appointment|numbers|law|night|accident|mistake"
    r"|definition|contrast|comparison|means|land|sea|air|force|hand|nature|email|e-mail|comments?|subscribe)\b",
    re.IGNORECASE,
)


def authors_of(given: Iterable[str], stated: Iterable[str], texts: list[str]) -> tuple[str, ...]:
    """Return the authors: those the header gives, else those that markup and the lines about a date state,
    else those that the first or last lines of the text name. A header that leaves some out is completed.
    """
    given, stated = list(given), list(stated)
    if any(_AND_OTHERS.search(unescape(names[:_LONGEST_CANDIDATE])) for names in given):
        given += stated
    trusted = (_people(names, _is_stated_person) for names in (given, stated))
    return next(filter(None, chain(trusted, map(_people, _printed(texts)))), ())


def _printed(texts: list[str]) -> Iterator[list[str]]:
    """Yield what the byline patterns find at the top of the text, then what they find at the bottom."""
    for lines in (texts[:4], texts[-1:-6:-1]):
        yield [match["names"] for line in lines for match in _matches(line)]


def _matches(line: str) -> Iterator[re.Match[str]]:
    beginning = line[:_LONGEST_BYLINE]
    for pattern in _PATTERNS:
        match = pattern.match(beginning)
        if match and not _CONTRIBUTION.search(line[: match.end() + _AFTERWORD]):
            yield match
            return


def _people(candidates: Iterable[str], is_name: Callable[[str], bool] | None = None) -> tuple[str, ...]:
    """Return the names of persons among the candidates, in order, each once; lists are taken apart."""
    lines = dict.fromkeys(  # elements that state an author are nested now and then
        line
        for candidate in dict.fromkeys(candidates)
        for line in without_overrides(unescape(candidate[:_LONGEST_CANDIDATE])).split("\n")
    )
    names = (
        _without_role(name)
        for line in lines
        for name in _BETWEEN_NAMES.split(_BEFORE_NAME.sub("", _SPACED_HAN.sub(r"\1\2\3\4", fold(line))))
    )
    once: dict[str, str] = {}
    for name in dict.fromkeys(names):
        if (is_name or is_person)(name):
            once.setdefault(name.casefold(), name)
    return tuple(once.values())[:_MOST_AUTHORS]


def _without_role(name: str) -> str:
    return fold(_ROLE.sub("", name))


def is_person(name: str) -> bool:
    """Whether the text reads as a person's name: Chinese, or capitalised words, a first and a last name."""
    if len(name) > _LONGEST_NAME or _NO_PERSON.search(name):
        return False
    shouted = [word.isupper() for word in name.split() if len(word) > len("A.") and "." not in word]
    if any(shouted) and not all(shouted):  # an abbreviation beside a word is an outlet
        return False
    return bool(_CJK_NAME.fullmatch(name) or _INITIALS.fullmatch(name)) or _is_capitalised(name)


def _is_capitalised(name: str) -> bool:
    """Whether the text is words that begin with capitals, in any script that has them, particles aside."""
    words = name.split()
    if not _LEAST_WORDS <= len(words) <= _MOST_WORDS or not all(map(_NAME_WORD.fullmatch, words)):
        return False
    are_capital = [word[0].isupper() for word in words]
    return are_capital[0] and all(
        is_capital or word in _PARTICLES for word, is_capital in zip(words, are_capital, strict=True)
    )


def _is_stated_person(name: str) -> bool:
    """Whether what markup or a header states as an author is a person, in scripts without capitals too."""
    if is_person(name):
        return True
    if len(name) > _LONGEST_NAME or _NO_PERSON.search(name):
        return False
    words = name.split()
    is_uncased = _LEAST_WORDS <= len(words) <= _MOST_WORDS and all(map(_UNCASED_WORD.fullmatch, words))
    return is_uncased or bool(_HANGUL_NAME.fullmatch(name))
