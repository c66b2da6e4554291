"""The language of a text, as a BCP 47 tag."""

from collections import Counter


def detect_language(text: str) -> str | None:
    """Return the language of the text, None where there is too little of it to tell."""
    counts = Counter(text)
    han = sum(n for c, n in counts.items() if "\u4e00" <= c <= "\u9fff")
    latin = sum(n for c, n in counts.items() if c.isascii() and c.isalpha())
    if han * 3 > latin:
        return _chinese(counts) if han else None
    return "en" if latin > 20 else None


def _chinese(counts: Counter[str]) -> str:
    simplified = sum(n for c, n in counts.items() if _only(c, "gb2312", "big5"))
    traditional = sum(n for c, n in counts.items() if _only(c, "big5", "gb2312"))
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _only(character: str, here: str, there: str) -> bool:
    return (
        "\u4e00" <= character <= "\u9fff"
        and bool(character.encode(here, "ignore"))
        and not character.encode(there, "ignore")
    )
