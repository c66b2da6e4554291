"""The environment of each function, read and typed once: nothing else of this package names a variable.

Powertools and botocore read some of their own, which the template sets.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from broadsheet.errors import SettingsError


@dataclass(frozen=True, kw_only=True)
class IngestSettings:
    """What the ingest function must be told.

    `largest_document` is in bytes; `rules_file` names a file of the operator's own rules; `xray_daemon` is
    an address, empty where there is no daemon.
    """

    table: str
    content_bucket: str
    queue_url: str
    largest_document: int
    rules_file: str = ""
    xray_daemon: str = ""

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "IngestSettings":
        """Return the settings of an environment.

        Parameters
        ----------
        environment
            The function's environment variables.

        Returns
        -------
        IngestSettings
            All of them, typed.

        Raises
        ------
        SettingsError
            A variable is missing or empty, or is no number where it must be one.

        Examples
        --------
        >>> told = {"TABLE_NAME": "t", "CONTENT_BUCKET": "c", "QUEUE_URL": "q", "LARGEST_DOCUMENT_MB": "20"}
        >>> IngestSettings.read(told).largest_document
        20971520
        """
        return cls(
            table=_required(environment, "TABLE_NAME"),
            content_bucket=_required(environment, "CONTENT_BUCKET"),
            queue_url=_required(environment, "QUEUE_URL"),
            largest_document=_megabytes(environment, "LARGEST_DOCUMENT_MB"),
            rules_file=environment.get("RULES_FILE", ""),
            xray_daemon=environment.get("AWS_XRAY_DAEMON_ADDRESS", ""),
        )


@dataclass(frozen=True, kw_only=True)
class ApiSettings:
    """What the api function must be told.

    `cursor_key` signs the cursors of listings; `operator_key_id` is the id of the API key that operators use,
    empty where all keys are; pages of `cors_origin` may read the answers: `*` for all, empty for none.
    `rules_file` names a file of the operator's own rules, for what they say of addresses; `has_docs_page`
    tells whether there is a page on the API for people.
    """

    table: str
    content_bucket: str
    cursor_key: str
    operator_key_id: str = ""
    cors_origin: str = ""
    rules_file: str = ""
    has_docs_page: bool = False

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "ApiSettings":
        """Return the settings of an environment. See `IngestSettings.read`."""
        return cls(
            table=_required(environment, "TABLE_NAME"),
            content_bucket=_required(environment, "CONTENT_BUCKET"),
            cursor_key=_required(environment, "CURSOR_KEY"),
            operator_key_id=environment.get("OPERATOR_KEY_ID", ""),
            cors_origin=environment.get("CORS_ORIGIN", ""),
            rules_file=environment.get("RULES_FILE", ""),
            has_docs_page=environment.get("DOCS_PAGE", "") == "true",
        )


@dataclass(frozen=True, kw_only=True)
class ReaderSettings:
    """What the reader function must be told.

    `openness` says who may read: `off`, `private` or `public`. Pictures are loaded through `image_proxy`, an
    address that theirs are put behind; directly, if it is empty. What waits, what was given up and what
    failed is told from `queue_url`, `dead_letter_queue_url` and `ingest_log_group`. The others are as in
    `ApiSettings`.
    """

    table: str
    content_bucket: str
    cursor_key: str
    queue_url: str
    dead_letter_queue_url: str
    ingest_log_group: str
    openness: str = "off"
    image_proxy: str = ""
    rules_file: str = ""

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "ReaderSettings":
        """Return the settings of an environment. See `IngestSettings.read`."""
        return cls(
            table=_required(environment, "TABLE_NAME"),
            content_bucket=_required(environment, "CONTENT_BUCKET"),
            cursor_key=_required(environment, "CURSOR_KEY"),
            queue_url=_required(environment, "QUEUE_URL"),
            dead_letter_queue_url=_required(environment, "DEAD_LETTER_QUEUE_URL"),
            ingest_log_group=_required(environment, "INGEST_LOG_GROUP"),
            openness=environment.get("PUBLIC_READER", "off"),
            image_proxy=environment.get("IMAGE_PROXY", ""),
            rules_file=environment.get("RULES_FILE", ""),
        )


@dataclass(frozen=True, kw_only=True)
class PublishSettings:
    """What the publish function must be told; changes that cannot be published go to `parking_queue_url`."""

    table: str
    event_bus: str
    parking_queue_url: str

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "PublishSettings":
        """Return the settings of an environment. See `IngestSettings.read`."""
        return cls(
            table=_required(environment, "TABLE_NAME"),
            event_bus=_required(environment, "EVENT_BUS"),
            parking_queue_url=_required(environment, "PARKING_QUEUE_URL"),
        )


def metrics_namespace(environment: Mapping[str, str]) -> str:
    """Return under which name CloudWatch keeps the metrics: of each stack by itself.

    Parameters
    ----------
    environment
        The function's environment variables.

    Returns
    -------
    str
        The name, `Broadsheet` where nothing sets another.

    Examples
    --------
    >>> metrics_namespace({})
    'Broadsheet'
    """
    return environment.get("POWERTOOLS_METRICS_NAMESPACE", "Broadsheet")


def _megabytes(environment: Mapping[str, str], name: str) -> int:
    value = _required(environment, name)
    if not value.isdecimal():
        raise SettingsError(f"the environment variable {name} is {value!r}, not a whole number")
    return int(value) * 1024 * 1024


def trace_header(environment: Mapping[str, str]) -> str:
    """Return the tracing header of the invocation at hand, which Lambda sets anew for each; else nothing.

    Parameters
    ----------
    environment
        The function's environment variables, at this moment.

    Returns
    -------
    str
        `Root=…;Parent=…;Sampled=…`, empty for none.

    Examples
    --------
    >>> trace_header({})
    ''
    """
    return environment.get("_X_AMZN_TRACE_ID", "")


def is_in_lambda(environment: Mapping[str, str]) -> bool:
    """Whether Lambda is starting this process, be it for an event or to take a snapshot of it.

    Parameters
    ----------
    environment
        The function's environment variables.

    Returns
    -------
    bool
        False on any other machine.

    Examples
    --------
    >>> is_in_lambda({"AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand"}), is_in_lambda({})
    (True, False)
    """
    return "AWS_LAMBDA_INITIALIZATION_TYPE" in environment


def _required(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name, "")
    if not value:
        raise SettingsError(f"the environment variable {name} is not set")
    return value
