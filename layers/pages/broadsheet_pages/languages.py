"""Languages as the pages tell browsers of them."""

# Written from right to left, by primary subtag (BCP 47); a script that is named overrules it.
RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "syr", "ug", "ur", "yi"}
SCRIPTS_RIGHT_TO_LEFT = {"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"}


def direction_of(language: str | None) -> str:
    """Return in which direction a language is written: `rtl`, `ltr`, or `auto` where it is unknown.

    >>> [direction_of(language) for language in ("fa", "en", "ku-Arab", "az", None)]
    ['rtl', 'ltr', 'rtl', 'ltr', 'auto']
    """
    if not language:
        return "auto"
    primary, *rest = language.lower().split("-")
    script = next((each for each in rest if len(each) == len("Arab")), "")
    if script:
        return "rtl" if script in SCRIPTS_RIGHT_TO_LEFT else "ltr"
    return "rtl" if primary in RIGHT_TO_LEFT else "ltr"
