"""When an article was published, as its page's head states for machines: JSON-LD and meta elements."""

from datetime import datetime

from broadsheet.cleaning.pages.dates import stated_moment
from broadsheet.cleaning.pages.structured import Statements, text_in

# Names of meta elements, of all the vocabularies and systems met, without marks and capitals: first what says
# that it is the publication's, then what may be.
_PUBLISHED = (
    "articlepublishedtime", "ogpublishedtime", "ogarticlepublishedtime", "datepublished", "articlepublished",
    "articlepublisheddate", "articlepublicationdate", "articlepostdate", "ogarticlepublished", "ogdatepublished",
    "ogpubdate", "ogpublishdate", "parselypubdate", "sailthrudate", "dcdateissued", "dctermsissued", "dcissued",
    "dcdatepublication", "dcdatepublished", "citationpublicationdate", "citationonlinedate", "prismpublicationdate",
    "pubdate", "publishdate", "publisheddate", "publicationdate", "publishedtime", "publishtime", "pubtime", "publishedat",
    "published", "firstpublished", "firstpublishedtime", "bloggerpublishdate", "ptime", "apubtime", "articledateoriginal",
    "originalpublicationdate", "dcsextarticlefirstpublished", "dcsextcontentpublisheddate",
    "cxenseparserecspublishtime", "cxenseparsepublishtime", "btpubdate", "rbpubdate", "shareaholicarticlepublishedtime",
    "rnewsdatepublished", "mediatorpublishedtime", "twtpublishedat", "vrpublishedtime", "bbcpublished", "dateposted",
    "weiboarticlecreateat", "articlecreateat", "ogregdate", "thumbpubdate",
)  # fmt: skip
_DATED = (
    "date",
    "dcdate",
    "dctermsdate",
    "citationdate",
    "dcdatecreated",
    "dctermscreated",
    "articledate",
    "displaydate",
)
# When something was made, as a system counts it: perhaps the page, perhaps what it came from.
_MADE = (
    "dccreated", "pagedate", "docdate", "pdate", "analyticsattributesarticledate", "eprintsdate", "dctermsavailable",
    "datecreated", "articlecreated", "ogcreated", "ogarticlecreated", "contentcreatedate", "created", "createdtime",
    "creationdate", "createdate", "issued", "dateissued", "issuetime", "releasedate", "ogreleasedate", "videoreleasedate",
)  # fmt: skip


def published_stated(stated: Statements) -> datetime | None:
    """Return the moment of publication that the page states for machines, the more exact before the broader.

    What the page states of a change is never it.
    """
    article = stated.article
    return _first(
        *_values(article.get("datePublished")),
        *_metas(stated, _PUBLISHED),
        *_values(stated.page.get("datePublished")),
        *_metas(stated, _DATED),
        *_values(article.get("dateCreated")),
        *_values(article.get("uploadDate")),
    )


def made_stated(stated: Statements) -> datetime | None:
    """Return when the page states that it was made; it is told where nothing says when it was published."""
    return _first(*_metas(stated, _MADE))


def _first(*values: str) -> datetime | None:
    return next(filter(None, map(stated_moment, values)), None)


def _metas(stated: Statements, names: tuple[str, ...]) -> list[str]:
    return [value for name in names for value in stated.folded.get(name, ())]


def _values(value: object) -> list[str]:
    """Return a value of JSON-LD, or each of its list, as text; a number may be Unix time."""
    listed = value if isinstance(value, list) else [value]
    return [str(one) if isinstance(one, int | float) else text_in(one) for one in listed]
