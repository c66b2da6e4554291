"""One article for reading: as it is, or as it was in a revision; with its history, and in other formats."""

import json

from markupsafe import Markup

from broadsheet.answering.articles import article_answer
from broadsheet.article import Revision
from broadsheet.ports import ArticleCatalogue
from broadsheet.presenting.feed import excerpt
from broadsheet.presenting.formats import ARTICLE_FORMATS
from broadsheet.presenting.schema_org import news_article
from broadsheet.retrieval.answers import Answer
from broadsheet.retrieval.negotiation import by_suffix
from broadsheet.retrieval.queries import RevisionQuery
from broadsheet.retrieval.query_parameters import parse_article_id, parse_revision
from broadsheet_pages.prose import fitted
from broadsheet_pages.rendering import Pictures, render
from broadsheet_pages.visit import Visit

MOST_REVISIONS = 100  # that a page lists
# The formats for readers, by suffix. JSON is for programs with a key: it names the raw document, too.
FORMATS = {"md": "Markdown", "txt": "plain text", "ninjs": "ninjs"}


def article_page(name: str, visit: Visit, catalogue: ArticleCatalogue, image_proxy: str) -> Answer:
    """Return an article for reading; with the suffix of a format behind its id, in that format.

    Parameters
    ----------
    name
        The last part of the address.
    visit
        Who comes, and what they ask.
    catalogue
        Where articles are read.
    image_proxy
        An address that those of pictures are put behind, empty for none.

    Returns
    -------
    Answer
        A page of HTML, or the article in the format.

    Raises
    ------
    ArticleNotFoundError
        No article has this id.
    ArticleWithdrawnError
        It was taken down.
    RevisionNotFoundError
        It has no revision of this number.
    """
    article_id, suffix = by_suffix(name, {suffix: suffix for suffix in FORMATS})
    if suffix:
        return article_answer(name, visit.request, catalogue)
    article_id = parse_article_id(article_id)
    stored = catalogue.article(article_id, parse_revision("revision", visit.request.parameters))
    revisions = catalogue.revisions(article_id, RevisionQuery(limit=MOST_REVISIONS))
    address = visit.address(f"/read/{article_id}")
    pictures = Pictures(image_proxy)
    return render(
        "article.html",
        visit,
        image_proxy=image_proxy,
        changed_at=max(stored.content_changed_at, stored.processed_at),
        stored=stored,
        article=stored.article,
        content=stored.article.content,
        prose=fitted(stored.article.content.html, pictures.address),
        summary=excerpt(stored.article.content),
        address=address,
        facts=as_script(news_article(stored, address)),
        formats=[
            (ARTICLE_FORMATS[each].media_type, label, visit.link(f"/read/{article_id}.{each}"))
            for each, label in FORMATS.items()
        ],
        revisions=revisions.revisions[::-1],
        has_more_revisions=revisions.next is not None,
        is_latest=_is_latest(stored.revision, revisions.revisions, has_more=revisions.next is not None),
    )


def _is_latest(number: int, revisions: tuple[Revision, ...], *, has_more: bool) -> bool:
    """Whether a revision is the one that is served; where the list goes on, only what it shows is told."""
    return not has_more and (not revisions or number >= revisions[-1].number)


def as_script(facts: dict[str, object]) -> Markup:
    """Return JSON that nothing in a page can take for the end of the element that it stands in."""
    text = json.dumps(facts, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704  # it has no character that means anything in HTML
