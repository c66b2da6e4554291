"""The errors that Broadsheet raises by name. Each says what it is about, and knows how it is to be answered.

`docs/errors.md` lists all of them, with those that other modules derive; a test makes it from the classes.
"""

from http import HTTPStatus
from typing import ClassVar, Self


class BroadsheetError(Exception):
    """The base of all errors of this package. A subclass has what it does not set from its bases.

    `code` is stable and made for programs, the message is made for people. `status` is how the API
    answers; 500 stands for a fault of ours, of which a client learns no more. `retry_after` is in how many
    seconds the same call may succeed with nothing changed; None where it cannot.

    Parameters
    ----------
    reason
        What is wrong, for people.
    key
        What it is about: a raw document's key, an article's id, a parameter's name. Empty where whoever
        raises the error cannot know; `about` adds it further up.
    """

    code: ClassVar[str] = "error"
    status: ClassVar[HTTPStatus] = HTTPStatus.INTERNAL_SERVER_ERROR
    retry_after: ClassVar[int | None] = None

    def __init__(self, reason: str, *, key: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.key = key

    def __str__(self) -> str:
        """Return what it is about, and what is wrong.

        >>> str(EmptyFileError("the file is empty", key="articles/harbour/1.md"))
        'articles/harbour/1.md: the file is empty'
        """
        return f"{self.key}: {self.reason}" if self.key else self.reason

    def about(self, key: str) -> Self:
        """Return the error, now about this key unless it is about one already.

        >>> str(TooComplexError("100,001 tags").about("articles/harbour/1.md"))
        'articles/harbour/1.md: 100,001 tags'
        """
        self.key = self.key or key
        return self


class InvalidDocumentError(BroadsheetError):
    """A raw document that can never become an article. It is rejected, and not tried again."""

    code = "invalid_document"


class EmptyFileError(InvalidDocumentError):
    """The file holds nothing."""

    code = "empty_file"


class BinaryFileError(InvalidDocumentError):
    """The file is an archive, a picture, encrypted, or anything else that is no text."""

    code = "binary_file"


class NotTextError(InvalidDocumentError):
    """The text is in no encoding that can be told with confidence."""

    code = "not_text"


class NoHeaderError(InvalidDocumentError):
    """The document does not begin with the header of any known shape."""

    code = "no_header"


class DamagedArchiveError(InvalidDocumentError):
    """The document is compressed or an archive, and cannot be unpacked."""

    code = "damaged_archive"


class UnreadableFeedError(InvalidDocumentError):
    """The document is a feed that is damaged beyond reading."""

    code = "unreadable_feed"


class NoEntriesError(InvalidDocumentError):
    """The document is a feed without any entry."""

    code = "no_entries"


class EmptyEntryError(InvalidDocumentError):
    """The entry says nothing that could be an article."""

    code = "empty_entry"


class NoUrlError(InvalidDocumentError):
    """The header names no absolute http or https address, so the article has no identity."""

    code = "no_url"


class DocumentTooLargeError(InvalidDocumentError):
    """The raw document is larger than the limit."""

    code = "too_large"


class TooComplexError(InvalidDocumentError):
    """The document has more of something than can be read in time, or stored; the message says of what."""

    code = "too_complex"


class DocumentMissingError(InvalidDocumentError):
    """The object version is no longer in the raw bucket."""

    code = "missing"


class DocumentArchivedError(InvalidDocumentError):
    """The object version lies in an archive of S3's, out of reach until somebody restores it."""

    code = "archived"


class DocumentEncryptedError(InvalidDocumentError):
    """The object version is encrypted with a key that the function has not, or may not use."""

    code = "encrypted"


OUT_OF_REACH = frozenset(
    each.code for each in (DocumentMissingError, DocumentArchivedError, DocumentEncryptedError)
)
"""The codes of documents that may have been read before: being out of reach takes nothing back of that."""


class ConflictError(BroadsheetError):
    """Others kept changing the same thing. The queue delivers a document again, a reader asks again."""

    code = "conflict"
    status = HTTPStatus.SERVICE_UNAVAILABLE
    retry_after = 1


class InvalidParameterError(BroadsheetError):
    """A request parameter that cannot be used.

    Parameters
    ----------
    parameter
        The parameter's name as the client wrote it.
    reason
        What is wrong with it, and what is allowed.
    """

    code = "invalid_parameter"
    status = HTTPStatus.BAD_REQUEST

    def __init__(self, parameter: str, reason: str) -> None:
        super().__init__(reason, key=parameter)

    @property
    def parameter(self) -> str:
        """The parameter's name as the client wrote it."""
        return self.key


class OperatorsOnlyError(BroadsheetError):
    """The API key is a reader's, and this address is for operators."""

    code = "operators_only"
    status = HTTPStatus.FORBIDDEN


class ArticleNotFoundError(BroadsheetError):
    """No article has this id."""

    code = "article_not_found"
    status = HTTPStatus.NOT_FOUND


class RevisionNotFoundError(BroadsheetError):
    """The article has no revision of this number."""

    code = "revision_not_found"
    status = HTTPStatus.NOT_FOUND


class ArticleWithdrawnError(BroadsheetError):
    """The article was taken down; the message is the operator's reason."""

    code = "article_withdrawn"
    status = HTTPStatus.GONE


class ArticleErasedError(ArticleWithdrawnError):
    """The article was erased for good; the message is the operator's reason."""

    code = "article_erased"


class UnknownNotificationError(BroadsheetError):
    """A message that tells of no object in any way that is known. It ends in the dead-letter queue."""

    code = "unknown_notification"


class NoTimeLeftError(BroadsheetError):
    """The function's time is nearly over, so a message goes back to the queue untried."""

    code = "no_time_left"


class NotPutOffError(BroadsheetError):
    """SQS would not put off the next try of some messages. They come back when the queue lets them."""

    code = "not_put_off"


class UnreadableLogError(BroadsheetError):
    """The log cannot be read; the message is the service's reason."""

    code = "unreadable_log"


class InvalidRulesError(BroadsheetError):
    """An operator's file of cleaning rules cannot be used."""

    code = "invalid_rules"


class SettingsError(BroadsheetError):
    """An environment variable is missing or cannot be used."""

    code = "settings"
