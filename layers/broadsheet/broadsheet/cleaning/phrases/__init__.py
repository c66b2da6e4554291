"""What is printed around articles, in the languages of the world: a file a language, in phrases.

The files are for speakers to mend: `<language>.toml` holds lists of whole lines. `PHRASE_RULES` are the rules
that they make, one for each kind over all languages; `ENDS` tells the lines with which an article is over.
"""

from broadsheet.cleaning.phrases.loading import KINDS, load_phrases
from broadsheet.cleaning.phrases.patterns import line_of, rules_of

PHRASES = load_phrases()
"""The phrases of all languages by kind."""

PHRASE_RULES = rules_of(PHRASES)
"""The rules about lines that the phrases make, to be tried behind the tables'."""

ENDS = line_of(
    [phrase for kind in ("related", "comments", "subscribe", "share", "ends") for phrase in PHRASES[kind]]
)
"""The pattern of a line that says that the article is over: other articles follow, or comments, or prompts."""

__all__ = ["ENDS", "KINDS", "PHRASES", "PHRASE_RULES"]
