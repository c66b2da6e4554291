"""One article: as it is or was, in any format; its history; what changed."""

from broadsheet.answering.request import Request, json_answer
from broadsheet.ports import ArticleCatalogue
from broadsheet.presenting.formats import ARTICLE_FORMATS, ArticleFormat
from broadsheet.retrieval.answers import Answer
from broadsheet.retrieval.line_diff import line_diff
from broadsheet.retrieval.negotiation import acceptable, by_suffix
from broadsheet.retrieval.query_parameters import parse_article_id, parse_revision


def article_answer(name: str, request: Request, catalogue: ArticleCatalogue) -> Answer:
    """Return everything about one article, as it is or as it was in a revision.

    `name` is its id, and may have the suffix of a format, which overrules what the client accepts.

    Parameters
    ----------
    name
        The last part of the address.
    request
        What the client asks: path, parameters, fields.
    catalogue
        Where articles are read.

    Returns
    -------
    Answer
        The article in the format that was asked for.

    Raises
    ------
    ArticleNotFoundError
        No article has this id.
    ArticleWithdrawnError
        It was taken down.
    RevisionNotFoundError
        It has no revision of this number.
    NotAcceptableError
        The client accepts none of the formats.
    """
    id_, format_ = _format(name, request)
    article_id, revision = parse_article_id(id_), parse_revision("revision", request.parameters)
    stored = catalogue.article(article_id, revision)
    return Answer(
        body=format_.write(stored),
        media_type=format_.media_type,
        changed_at=max(stored.content_changed_at, stored.processed_at),
        is_dated=revision is None,  # which document a revision's number means may change
        headers=format_.headers,
    )


def _format(name: str, request: Request) -> tuple[str, ArticleFormat]:
    id_, suffix = by_suffix(name, {suffix: suffix for suffix in ARTICLE_FORMATS})
    if suffix:
        return id_, ARTICLE_FORMATS[suffix]
    by_type = {format_.media_type: format_ for format_ in ARTICLE_FORMATS.values()}
    return id_, by_type[acceptable(request.fields.get("accept"), list(by_type))]


def difference_answer(name: str, request: Request, catalogue: ArticleCatalogue) -> Answer:
    """Return what changed between two revisions of an article; by default, the last two.

    Parameters
    ----------
    name
        The id of the article.
    request
        Its parameters `from` and `to` number revisions.
    catalogue
        Where articles are read.

    Returns
    -------
    Answer
        JSON: `from`, `to`, and `diff`, a unified diff with one line a paragraph.

    Raises
    ------
    ArticleNotFoundError
        No article has this id.
    RevisionNotFoundError
        It has no revision of this number.
    TooLongToCompareError
        Too many lines lie between the first and the last that changed.
    """
    article_id = parse_article_id(name)
    after = catalogue.article(article_id, parse_revision("to", request.parameters))
    number = parse_revision("from", request.parameters) or max(after.revision - 1, 1)
    before = catalogue.article(article_id, number)
    return json_answer({"from": before.revision, "to": after.revision, "diff": line_diff(before, after)})
