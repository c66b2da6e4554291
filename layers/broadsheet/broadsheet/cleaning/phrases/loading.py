"""The files of phrases, one a language, read into lists by kind."""

import tomllib
from importlib.resources import files

KINDS = (
    "feed",
    "related",
    "share",
    "subscribe",
    "comments",
    "advertisement",
    "more",
    "rights",
    "dates",
    "credits",
    "ends",
    "months",
)
"""The lists that a file holds; each file's own comments say what belongs in them."""

Phrases = dict[str, list[str]]


def load_phrases() -> Phrases:
    """Return the phrases of all languages by kind, each once, in the order of the files' names."""
    found: dict[str, dict[str, None]] = {kind: {} for kind in KINDS}
    for file in sorted(files(__package__).iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            for kind, phrases in tomllib.loads(file.read_text("utf-8")).items():
                found[kind].update(dict.fromkeys(phrases))
    return {kind: list(phrases) for kind, phrases in found.items()}
