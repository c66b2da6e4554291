"""Which representation a client wants (RFC 9110, section 12), of those that there are."""

import re
from collections.abc import Collection, Mapping, Sequence
from http import HTTPStatus

from broadsheet.errors import BroadsheetError

MANY = 50  # ranges; browsers send fewer than ten
WEIGHT = re.compile(r"(0(\.[0-9]{0,3})?|1(\.0{0,3})?)")


class NotAcceptableError(BroadsheetError):
    """The client accepts none of the formats that there are; the message names them."""

    code = "not_acceptable"
    status = HTTPStatus.NOT_ACCEPTABLE


def acceptable(accept: str | None, offers: Sequence[str]) -> str:
    """Return the media type that a client wants most; of those that it wants alike, the first on offer.

    Parameters
    ----------
    accept
        The request's field `Accept`; without one, anything goes. What is no media range counts for nothing.
    offers
        Media types, with their parameters, the preferred one first.

    Raises
    ------
    NotAcceptableError
        It wants none of them.

    Examples
    --------
    >>> acceptable("text/html;q=0.5, text/markdown", ["application/json", "text/html", "text/markdown"])
    'text/markdown'
    """
    if accept is None or not accept.strip():
        return offers[0]
    ranges = [_range(text) for text in accept.split(",")[:MANY]]
    weights = {offer: _weight_of(offer, ranges) for offer in offers}
    best = max(offers, key=lambda offer: weights[offer])  # the first of the greatest
    if weights[best] == 0:
        raise NotAcceptableError(f"there are {', '.join(offers)}")
    return best


def accepts_gzip(accept_encoding: str | None) -> bool:
    """Whether a client said that it can read gzip (RFC 9110, section 12.5.3)."""
    weights = dict(_weighted(text)[:2] for text in (accept_encoding or "").lower().split(",")[:MANY])
    return weights.get("gzip", weights.get("*", 0.0)) > 0


Range = tuple[str, float, frozenset[str]]


def _range(text: str) -> Range:
    return _weighted(text.lower())


def _weighted(text: str) -> Range:
    """Return the name before the parameters, the weight, and the other parameters; no weight is 1."""
    name, *parameters = (part.strip() for part in text.split(";"))
    weight = 1.0
    others = set()
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            weight = float(value) if WEIGHT.fullmatch(value.strip()) else 0.0
        elif key:
            others.add(f"{key.strip()}={value.strip().strip(chr(34))}")
    return name, weight, frozenset(others)


def _weight_of(offer: str, ranges: Collection[Range]) -> float:
    """Return the weight that the most specific range gives an offer."""
    name, _, parameters = _weighted(offer.lower())
    kind = name.partition("/")[0]
    precedence = {name: 2, f"{kind}/*": 1, "*/*": 0}
    fitting = [
        (precedence[range_] + 2 * len(needed), weight)
        for range_, weight, needed in ranges
        if range_ in precedence and needed <= _with_defaults(parameters)
    ]
    return max(fitting)[1] if fitting else 0.0


def _with_defaults(parameters: frozenset[str]) -> frozenset[str]:
    return parameters | {"charset=utf-8"}  # all text is


def by_suffix(name: str, suffixes: Mapping[str, str]) -> tuple[str, str | None]:
    """Return a name without the suffix that asks for a format, and that format; None where it asks for none.

    >>> by_suffix("2abc.md", {"md": "text/markdown"})
    ('2abc', 'text/markdown')

    Parameters
    ----------
    name
        The last part of an address.
    suffixes
        Formats by suffix, without the dot.

    Returns
    -------
    str, str or None
        The name, and the format.
    """
    stem, dot, suffix = name.rpartition(".")
    return (stem, suffixes[suffix]) if dot and suffix in suffixes else (name, None)
