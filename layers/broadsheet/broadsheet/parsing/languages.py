"""Languages as documents state them."""

import re

_TAG = re.compile(r"(?P<language>[a-z]{2,3})(?:[-_](?P<rest>[a-z0-9]{1,8}(?:[-_][a-z0-9]{1,8}){0,5}))?")
_TRADITIONAL = re.compile(r"(?:^|[-_])(?:hant|tw|hk|mo)(?:$|[-_])")
_SIMPLIFIED = re.compile(r"(?:^|[-_])(?:hans|cn|sg|my)(?:$|[-_])")


def language_of(written: str) -> str | None:
    """Return a stated language as the articles' own are written: `en`, `zh-Hans`; None if it is none.

    Regions are left out, since no article is told from another by them: but those where Chinese is
    written in one of its scripts name that script.

    Parameters
    ----------
    written
        A language tag, in any of the spellings that documents use.

    Returns
    -------
    str or None
        BCP 47 without a region; None where it is no language.

    Examples
    --------
    >>> language_of("zh_TW"), language_of("en-GB"), language_of("none")
    ('zh-Hant', 'en', None)
    """
    match = _TAG.fullmatch(written.strip().lower()[:50])
    if match is None or match["language"] == "und":
        return None
    if match["language"] == "zh" and (rest := match["rest"]):
        if _TRADITIONAL.search(rest):
            return "zh-Hant"
        return "zh-Hans" if _SIMPLIFIED.search(rest) else "zh"
    return match["language"]
