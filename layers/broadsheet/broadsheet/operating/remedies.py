"""What an operator does about a document that was rejected: a sentence, and the command that helps."""

from dataclasses import dataclass
from shlex import quote

from broadsheet import PARSER_VERSION
from broadsheet.receipt import Receipt

REPLAY, DISMISS = "broadsheet replay --prefix {key}", "broadsheet rejections --dismiss {key}"
IN_GENERAL = "Mend the file and drop it again under the same key; or take it off the list:"
TABLE = {
    "empty_file": ("Drop it again when it is written; or take it off the list:", DISMISS),
    "binary_file": ("Unpack or decrypt it and drop the text; take this one off the list:", DISMISS),
    "not_text": ("Save it as UTF-8 and drop it again; or take it off the list:", DISMISS),
    "no_header": ("Write the header and drop it again; or take it off the list:", DISMISS),
    "no_url": ("Write the whole address and drop it again; or take it off the list:", DISMISS),
    "too_large": ("Drop the article, not the site; take this one off the list:", DISMISS),
    "too_complex": ("Drop the article, not the site; take this one off the list:", DISMISS),
    "damaged_archive": ("Pack it again, or drop the files that are in it; or take it off the list:", DISMISS),
    "unreadable_feed": ("Fetch it again and drop it; or take it off the list:", DISMISS),
    "no_entries": ("If that was meant, take it off the list:", DISMISS),
    "empty_entry": ("Look what its maker left out; or take it off the list:", DISMISS),
    "missing": ("It was removed before it was read; if that was meant, take it off the list:", DISMISS),
    "archived": ("Have it restored from the archive first, then:", REPLAY),
    "encrypted": ("Put it again without that key, or let the function use the key, then:", REPLAY),
}
"""By the code of a rejection; docs/operations.md tells the same at length."""


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """What to do, ending where the command is said."""

    advice: str
    command: str


def remedy_of(rejection: Receipt) -> Remedy:
    """Return what to do about a rejection, with a command that can be pasted into a shell.

    Parameters
    ----------
    rejection
        The receipt of the document.

    Returns
    -------
    Remedy
        What its code asks for; of one that an older parser rejected, to have it read again.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from tests.builders import location, receipt
    >>> archived = replace(receipt(), code="archived", location=location("a b.md"))
    >>> remedy_of(replace(archived, parser_version=PARSER_VERSION)).command
    "broadsheet replay --prefix 'a b.md'"
    """
    advice, command = TABLE.get(rejection.code, (IN_GENERAL, DISMISS))
    if rejection.parser_version < PARSER_VERSION:
        advice, command = "An older parser rejected it; have it read again:", REPLAY
    return Remedy(advice=advice, command=command.format(key=quote(rejection.location.key)))
