"""An article as ninjs 3.3, the IPTC's News in JSON (https://iptc.org/standards/ninjs/)."""

from typing import Any

from broadsheet.article import Image, Media, StoredArticle
from broadsheet.moments import to_rfc3339
from broadsheet.presenting.names import article_urn

MEDIA_TYPE = "application/json;profile=ninjs"
VERSION = "3.3"
SCHEMA = f"http://www.iptc.org/std/ninjs/ninjs-schema_{VERSION}.json#"
MEDIA_TYPES = {"video": "video", "audio": "audio", "embed": "component"}


def article_ninjs(stored: StoredArticle) -> dict[str, Any]:
    """Return an article as JSON values of ninjs; what the archive does not know is left out."""
    article, content = stored.article, stored.article.content
    item = {
        "uri": article_urn(article.id),
        "standard": {"name": "ninjs", "version": VERSION, "schema": SCHEMA},
        "type": "text",
        "representationType": "full",
        "version": str(stored.revision),
        "firstCreated": to_rfc3339(stored.first_seen_at),
        "versionCreated": to_rfc3339(stored.content_changed_at),
        "contentCreated": to_rfc3339(content.published_at),
        "pubStatus": "usable",
        "language": content.language,
        "title": content.title,
        "headlines": [{"role": "main", "contentType": "text/plain", "value": content.title}],
        "by": ", ".join(content.authors),
        "people": [{"name": name, "rel": "author"} for name in content.authors],
        "infoSources": [{"name": article.source, "role": "publisher"}],
        "descriptions": _texts("standfirst", {"text/plain": content.standfirst}),
        "bodies": _bodies(stored),
        "copyrightNotice": content.copyright,
        "altIds": _alternative_ids(stored),
        "associations": [
            *(_picture(image, number) for number, image in enumerate(content.images, 1)),
            *(_recording(media, number) for number, media in enumerate(content.media, 1)),
        ],
    }
    return {name: value for name, value in item.items() if value}


def _bodies(stored: StoredArticle) -> list[dict[str, Any]]:
    content = stored.article.content
    count = {"charCount": len(content.text), "wordCount": content.word_count}
    texts = {"text/html": content.html, "text/markdown": content.markdown, "text/plain": content.text}
    return [text | count for text in _texts("main", texts)]


def _texts(role: str, by_type: dict[str, str]) -> list[dict[str, Any]]:
    return [{"role": role, "contentType": type_, "value": text} for type_, text in by_type.items() if text]


def _alternative_ids(stored: StoredArticle) -> list[dict[str, str]]:
    article = stored.article
    ids = {"broadsheet": article.id, "address": article.url, "content": article.content_hash}
    return [{"role": role, "value": value} for role, value in ids.items() if value]


def _picture(image: Image, number: int) -> dict[str, Any]:
    item = {
        "name": f"picture-{number}",
        "uri": image.url,
        "type": "picture",
        "by": image.credit,
        "descriptions": [
            *_texts("caption", {"text/plain": image.caption}),
            *_texts("alternative", {"text/plain": image.alt}),
        ],
        "renditions": [{"name": "original", "href": image.url}],
    }
    return {name: value for name, value in item.items() if value}


def _recording(media: Media, number: int) -> dict[str, Any]:
    renditions = [{"name": "original", "href": media.url}]
    if media.poster:
        renditions.append({"name": "poster", "href": media.poster})
    item = {
        "name": f"media-{number}",
        "uri": media.url,
        "type": MEDIA_TYPES[media.kind],
        "title": media.title,
        "renditions": renditions,
    }
    return {name: value for name, value in item.items() if value}
