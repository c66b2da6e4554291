"""How long an article is for a reader."""

import re

# Characters that are words of their own: Han, kana, Hangul syllables.
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_CJK_CHARACTER = re.compile(f"[{_CJK}]")
_WORD = re.compile(rf"[^\W{_CJK}]+(?:[’'.,-][^\W{_CJK}]+)*")
_CJK_A_MINUTE = 400
_WORDS_A_MINUTE = 230


def count_words(text: str) -> int:
    """Return the number of words; each CJK character counts as one."""
    return len(_CJK_CHARACTER.findall(text)) + len(_WORD.findall(text))


def reading_minutes(text: str) -> int:
    """Return the minutes that reading takes, at least 1 for any text and 0 for none."""
    cjk = len(_CJK_CHARACTER.findall(text))
    words = len(_WORD.findall(text))
    if not cjk + words:
        return 0
    return max(1, round(cjk / _CJK_A_MINUTE + words / _WORDS_A_MINUTE))
