"""What is told of every raw document, whether or not it became an article."""

from dataclasses import dataclass
from datetime import datetime

from broadsheet.article import Outcome, RawLocation


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """The record that one version of a raw document was dealt with, and how.

    `code` and `message` say why a document was rejected; of one that was not, `message` names the entries
    that are no articles, if there are any. A rejection that an operator `dismissed` is listed no more,
    whatever is delivered again. That the raw document was removed on purpose makes it `given_up`.
    """

    location: RawLocation
    outcome: Outcome
    article_ids: tuple[str, ...]
    parser_version: int
    processed_at: datetime
    code: str = ""
    message: str = ""
    dismissed: bool = False
    given_up: bool = False
