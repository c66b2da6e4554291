"""Every error that Broadsheet raises by name; each knows whether trying again can help."""

from typing import ClassVar


class BroadsheetError(Exception):
    """The base of all errors of this package.

    `code` is stable and made for programs, the message is made for people; `retryable` tells
    whether the same call may succeed later with nothing changed.
    """

    code: ClassVar[str] = "error"
    retryable: ClassVar[bool] = False


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
    """The HTML has more tags or attributes than an article can have; reading it would not end in time."""

    code = "too_complex"


class DocumentMissingError(InvalidDocumentError):
    """The object version is no longer in the raw bucket."""

    code = "missing"


class ConflictError(BroadsheetError):
    """Other workers kept changing the same article. The queue delivers the document again."""

    code = "conflict"
    retryable = True


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

    def __init__(self, parameter: str, reason: str) -> None:
        super().__init__(f"{parameter}: {reason}")
        self.parameter = parameter


class ArticleNotFoundError(BroadsheetError):
    """No article has this id."""

    code = "article_not_found"


class RevisionNotFoundError(BroadsheetError):
    """The article has no revision of this number."""

    code = "revision_not_found"


class ArticleWithdrawnError(BroadsheetError):
    """The article was taken down; the message is the operator's reason."""

    code = "article_withdrawn"


class InvalidRulesError(BroadsheetError):
    """An operator's file of cleaning rules cannot be used."""

    code = "invalid_rules"


class SettingsError(BroadsheetError):
    """An environment variable is missing or cannot be used."""

    code = "settings"
