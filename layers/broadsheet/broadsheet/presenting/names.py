"""What an article is called by programs of others: a name that stays, whatever its address becomes."""

import uuid

# Names made in here are told from all other name-based UUIDs by this one, which was drawn once.
NAMESPACE = uuid.UUID("a7f3f0c5-5a5e-4b7e-9b3e-0c8f6a1d2e94")


def article_urn(article_id: str) -> str:
    """Return the name of an article as a URN: a name-based UUID (RFC 9562, version 5).

    The same article has the same name in every format, feed, revision and archive.

    Parameters
    ----------
    article_id
        26 characters of `a-z2-7`.

    Returns
    -------
    str
        `urn:uuid:` and 36 characters.

    Examples
    --------
    >>> article_urn("neaf6gphn4llyp23kd5vtcjbmu") == article_urn("neaf6gphn4llyp23kd5vtcjbmu")
    True
    """
    return uuid.uuid5(NAMESPACE, f"article:{article_id}").urn


def listing_urn(scope: str) -> str:
    """Return the name of a listing as a URN; `scope` is the text that tells listings apart.

    Parameters
    ----------
    scope
        See `ListingQuery.scope`.

    Returns
    -------
    str
        `urn:uuid:` and 36 characters.
    """
    return uuid.uuid5(NAMESPACE, f"listing:{scope}").urn
