"""An article as schema.org's NewsArticle (https://schema.org/NewsArticle), for programs that read pages."""

from broadsheet.article import StoredArticle
from broadsheet.moments import to_rfc3339
from broadsheet.presenting.feed import excerpt
from broadsheet.presenting.names import article_urn


def news_article(stored: StoredArticle, address: str) -> dict[str, object]:
    """Return an article as JSON-LD, as a copy of the publisher's; what the archive does not know is left out.

    Parameters
    ----------
    stored
        The article.
    address
        Where people read it here.
    """
    article, content = stored.article, stored.article.content
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": article_urn(article.id),
        "url": address,
        "isBasedOn": article.url,
        "headline": content.title,
        "description": excerpt(content),
        "inLanguage": content.language,
        "datePublished": to_rfc3339(content.published_at),
        "dateModified": to_rfc3339(stored.content_changed_at),
        "author": [{"@type": "Person", "name": name} for name in content.authors],
        "publisher": {"@type": "Organization", "name": article.source},
        "image": [image.url for image in content.images],
        "wordCount": content.word_count,
        "version": stored.revision,
        "copyrightNotice": content.copyright,
    }
    return {name: value for name, value in facts.items() if value}
