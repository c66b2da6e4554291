"""What changed between two revisions of an article, marked in its text."""

from broadsheet.errors import InvalidParameterError
from broadsheet.ports import ArticleCatalogue
from broadsheet.retrieval.answers import Answer
from broadsheet.retrieval.query_parameters import parse_article_id, parse_revision
from broadsheet.retrieval.word_diff import word_diff
from broadsheet_pages.rendering import render
from broadsheet_pages.visit import Visit

MOST_CHOICES = 100  # of revisions to compare


def changes_page(name: str, visit: Visit, catalogue: ArticleCatalogue) -> Answer:
    """Return the text of a revision with all that changed since another one; by default, the last two.

    Parameters
    ----------
    name
        The id of the article.
    visit
        Who comes, and what they ask.
    catalogue
        Where articles are read.

    Returns
    -------
    Answer
        A page of HTML.

    Raises
    ------
    ArticleNotFoundError
        No article has this id.
    ArticleWithdrawnError
        It was taken down.
    RevisionNotFoundError
        It has no revision of this number.
    InvalidParameterError
        `from` is later than `to`.
    """
    article_id = parse_article_id(name)
    after = catalogue.article(article_id, parse_revision("to", visit.request.parameters))
    number = parse_revision("from", visit.request.parameters) or max(after.revision - 1, 1)
    if number > after.revision:
        raise InvalidParameterError("from", f"is {number}, a later revision than {after.revision}")
    before = catalogue.article(article_id, number)
    paragraphs = word_diff(before, after)
    latest = after.revision if "to" not in visit.request.parameters else _latest(article_id, catalogue)
    return render(
        "changes.html",
        visit,
        article_id=article_id,
        title=after.article.content.title,
        source=after.article.source,
        language=after.article.content.language,
        before=before.revision,
        after=after.revision,
        numbers=range(1, min(latest, MOST_CHOICES) + 1),
        paragraphs=paragraphs,
        is_same=all(paragraph.is_kept for paragraph in paragraphs),
    )


def _latest(article_id: str, catalogue: ArticleCatalogue) -> int:
    return catalogue.article(article_id).revision
