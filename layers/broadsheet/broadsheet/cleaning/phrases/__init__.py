"""What is printed around articles, in the languages of the world: a file a language, in phrases.

The files are for speakers to mend: `<language>.toml` holds lists of whole lines. `PHRASE_RULES` are the rules
that they make, one for each kind over all languages; `ENDS` tells the lines with which an article is over.
"""

from broadsheet.cleaning.phrases.loading import KINDS, Phrases, load_phrases
from broadsheet.cleaning.phrases.patterns import dated_line_of, line_of, rules_of

PHRASES = load_phrases()
"""The phrases of all languages by kind."""

PHRASE_RULES = rules_of(PHRASES)
"""The rules about lines that the phrases make, to be tried behind the tables'."""

DATED_LINE = dated_line_of(PHRASES)
"""The pattern of a line that is a date behind its label; only the top of an article is read with it."""

_ENDING = ("related", "comments", "subscribe", "share", "ends")
ENDS = line_of([phrase for kind in _ENDING for phrase in PHRASES[kind]])
"""The pattern of a line that says that a page's article is over: other articles follow, or comments."""

__all__ = ["DATED_LINE", "ENDS", "KINDS", "PHRASES", "PHRASE_RULES", "Phrases", "load_phrases"]
