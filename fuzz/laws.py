"""The laws that `parse` and `clean` keep for any input; each check returns the laws that are broken.

A law is a sentence; what follows a colon is the case at hand. Any error but a rejection breaks one too.
"""

from collections.abc import Iterator
from dataclasses import astuple, replace
from hashlib import sha256
from unicodedata import category

from broadsheet.article import Content, ParsedEntry, RawDocument, RawReference
from broadsheet.cleaning import clean
from broadsheet.cleaning.writers.sanitising import sanitise
from broadsheet.errors import InvalidDocumentError
from broadsheet.identity import article_id, canonical_url
from broadsheet.parsing import parse
from fuzz.cleanliness import faults_of, is_safe, rendered
from fuzz.inputs import PUT_AT
from fuzz.reading import lines_of

MISTRUST = "rules_not_applied"  # so what they name is still there, and goes the next time
OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e")
SEPARATORS = frozenset("\u2028\u2029")
END_OF_ISOLATE = "\u2069"
ENDS = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"),
    **dict.fromkeys("\u2066\u2067\u2068", END_OF_ISOLATE),
}
"""Of each mark of direction that begins something, the one that ends it."""
LARGEST_SORT_KEY = 1_024  # bytes, in DynamoDB


def check_parse(content: bytes, key: str) -> list[str]:
    """Whether a raw document gives entries that can be identified and stored, or a named reason why not."""
    reference = RawReference(
        bucket="raw", key=key, version_id="v", etag="", size=len(content), sha256=sha256(content).hexdigest()
    )
    document = RawDocument(reference=reference, content=content, put_at=PUT_AT)
    try:
        entries = parse(document).entries
        again = parse(document).entries
    except InvalidDocumentError as error:
        return [] if str(error) else ["a rejection says why"]
    return [
        *_broken(entries == again, "parsing depends on nothing but the document"),
        *_broken(bool(entries), "a document has an entry"),
        *(law for entry in entries for law in _broken_of_entry(entry)),
    ]


def _broken_of_entry(entry: ParsedEntry) -> Iterator[str]:
    yield from _broken(0 < len(entry.source.encode()) <= LARGEST_SORT_KEY, "a source fits into a key")
    if entry.raw_url is None:
        return
    url = canonical_url(entry.raw_url)
    yield from _broken(url.isascii() and is_safe(url), f"a canonical address is one: {url!r}")
    yield from _broken(canonical_url(url) == url, f"a canonical address is its own canonical form: {url!r}")
    yield from _broken(
        article_id(url) == article_id(entry.raw_url), f"a canonical address has the id: {url!r}"
    )


def check_clean(entry: ParsedEntry) -> list[str]:
    """Whether an entry gives an article that is safe and stays as it is, or a named reason why not."""
    try:
        content = clean(entry)
        again = clean(entry)
        of_itself = clean(replace(entry, html=content.html))
    except InvalidDocumentError as error:
        return [] if str(error) else ["a rejection says why"]
    return [
        *_broken(content == again, "cleaning depends on nothing but the entry"),
        *_broken(
            of_itself.html == content.html or MISTRUST in content.warnings,
            "cleaning the html again does not change it",
        ),
        *_broken(
            len(content.html) + len(content.markdown) + len(content.text) <= 10 * len(entry.html) + 65_536,
            "an article is at most ten times its HTML and 64 KB",
        ),
        *_of_markup(content),
        *_of_texts(content),
    ]


def _of_markup(content: Content) -> list[str]:
    faults = faults_of(content)
    return [
        *_broken(not faults, f"an article is safe: {faults}"),
        *_broken(sanitise(content.html) == content.html, "sanitising the html again does not change it"),
        *_broken(
            lines_of(rendered(content.markdown)) == lines_of(content.html),
            "the Markdown reads as the html does",
        ),
    ]


def _of_texts(content: Content) -> list[str]:
    return [
        *_broken(_is_text(content), "all that is cleaned is text"),
        *_broken(
            OVERRIDES.isdisjoint("".join((content.title, *content.authors))),
            "no title and no name has an override of direction",
        ),
        *_broken(
            all(map(_is_balanced, content.text.split("\n"))), "no mark of direction reaches beyond its line"
        ),
        *_broken(
            SEPARATORS.isdisjoint(f"{content.text}{content.html}{content.markdown}"),
            "a separator of lines is the end of one",
        ),
        *_broken(content.title == " ".join(content.title.split()), "a title is one line of single blanks"),
    ]


def _broken(holds: bool, law: str) -> list[str]:  # noqa: FBT001  # reads as «holds, or is broken»
    return [] if holds else [law]


def _is_balanced(line: str) -> bool:
    """Whether a line ends each mark of direction that it begins, and has overrides only within isolates."""
    opened: list[str] = []
    for letter in line:
        if letter in ENDS:
            opened.append(ENDS[letter])
            if ENDS[letter] != END_OF_ISOLATE and END_OF_ISOLATE not in opened:
                return False
        elif letter in ENDS.values() and (not opened or opened.pop() != letter):
            return False
    return not opened


def _is_text(made: Content) -> bool:
    """Tell whether all strings hold nothing but characters: no halves of one, no control but white space."""
    return not any(
        category(letter) in {"Cc", "Cs"} and letter not in "\n\t" for letter in _letters(astuple(made))
    )


def _letters(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from value
    elif isinstance(value, tuple):
        for item in value:
            yield from _letters(item)
