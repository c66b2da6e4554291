"""How many attributes a tag has, told before a parser sees it: lxml's takes quadratic time in them.

Read as the tokenizer of HTML's standard reads (section 13.2.5), which lxml's parser follows: what stands in a
value, a comment, a script or a style is no attribute, however many blanks are in it.
"""

import re

_ATTRIBUTE = (
    r"[ \t\n\f\r/]*+[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+"
    r"(?:[ \t\n\f\r]*+=[ \t\n\f\r]*+(?:\"[^\"]*+\"?|'[^']*+'?|[^ \t\n\f\r>\"'][^ \t\n\f\r>]*+)?+)?+"
)
_BEFORE_ATTRIBUTES = " \t\n\f\r/\"'"
"""One of these parts an attribute from what is before it."""
_ONE_ATTRIBUTE = re.compile(_ATTRIBUTE)
_TAG_OR_COMMENT = re.compile(rf"<(?:/?([a-zA-Z][^ \t\n\f\r/>]*+)((?:{_ATTRIBUTE})*+)|!--(?!-?>))")
_END_WITHIN_VALUE = re.compile(r"=[ \t\n\f\r]*+(?:\"[^\">]*+>|'[^'>]*+>)")
_END_OF_COMMENT = re.compile(r"--!?>")
_ENDS = {name: re.compile(rf"</{name}(?=[ \t\n\f\r/>])", re.IGNORECASE) for name in ("script", "style")}


def crowded_tag(html: str, most: int) -> str:
    """Return the beginning of the first tag that has more attributes than `most`, empty where none has."""
    if sum(map(html.count, _BEFORE_ATTRIBUTES)) <= most:  # not even in all tags together
        return ""
    has_long_tag = max(map(len, html.split(">"))) > most or _END_WITHIN_VALUE.search(html)
    return _first_crowded(html, most) if has_long_tag else ""


def _first_crowded(html: str, most: int) -> str:
    position = 0
    unending: set[re.Pattern[str]] = set()
    while found := _TAG_OR_COMMENT.search(html, position):
        name, attributes = found.groups()
        if name and len(attributes) > most and len(_ONE_ATTRIBUTE.findall(attributes)) > most:
            return found[0][:40]
        position = found.end()
        end = _ENDS.get(name.lower()) if name else _END_OF_COMMENT
        if end and end not in unending:
            ended = end.search(html, position)
            if ended:
                position = ended.end()
            else:  # then no other ends either: what follows is read as tags, to be on the safe side
                unending.add(end)
    return ""
