"""Pages as HTML, by Jinja2: everything that a template writes is escaped, but for what is marked as HTML."""

from datetime import UTC, date, datetime
from functools import cache
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from broadsheet.moments import to_rfc3339
from broadsheet.retrieval.answers import Answer
from broadsheet_pages.assets import version_of
from broadsheet_pages.languages import direction_of
from broadsheet_pages.visit import Visit

TEMPLATES = Path(__file__).parent / "templates"
MEDIA_TYPE = "text/html"
EVERY_PAGE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "X-Frame-Options": "DENY",
}


def render(
    template: str,
    visit: Visit,
    *,
    image_proxy: str = "",
    status: HTTPStatus = HTTPStatus.OK,
    changed_at: datetime | None = None,
    headers: dict[str, str] | None = None,
    **shown: object,
) -> Answer:
    """Return a page.

    Parameters
    ----------
    template
        The name of a file in `templates`, which extends `base.html`.
    visit
        Whom it is for; templates make links by `visit.link`.
    image_proxy
        What addresses of pictures are put behind; empty where pictures come from where they are.
    status, changed_at, headers
        Of the answer.
    shown
        What the template writes.
    """
    page = _environment().get_template(template)
    pictures = Pictures(image_proxy)
    fields = EVERY_PAGE | {"Content-Security-Policy": security_policy(image_proxy)} | (headers or {})
    if visit.is_private:
        fields["Vary"] = "Accept, Accept-Encoding, Cookie"
    return Answer(
        body=page.render(visit=visit, picture=pictures.address, style=version_of("style.css"), **shown),
        media_type=MEDIA_TYPE,
        status=status,
        changed_at=changed_at,
        headers=fields,
    )


class Pictures:
    """Where pictures are loaded from: the proxy, if there is one, so that no publisher sees who reads."""

    def __init__(self, proxy: str = "") -> None:
        self._proxy = proxy

    def address(self, url: str) -> str:
        """Return where a picture is loaded from; nothing for what no browser may load."""
        if not is_web_address(url):
            return ""
        return f"{self._proxy}{quote(url, safe='')}" if self._proxy else url


def security_policy(image_proxy: str) -> str:
    """Return what a browser may load for a page, whatever slipped through: its style, and pictures."""
    proxy = urlsplit(image_proxy)
    pictures = f"'self' {proxy.scheme}://{proxy.netloc}" if image_proxy else "'self' https: http:"
    return (
        f"default-src 'none'; style-src 'self'; img-src {pictures}; script-src 'none'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def is_web_address(url: str | None) -> bool:
    """Whether a link may lead there: an absolute http or https address."""
    return (url or "").lower().startswith(("https://", "http://"))


def web_address(url: str | None) -> str:
    """Return an address that a link may lead to, nothing for any other."""
    return url if url and is_web_address(url) else ""


def day(moment: datetime | None) -> str:
    """Return the day of a moment for people, in UTC: `6 May 2024`."""
    if moment is None:
        return ""
    moment = moment.astimezone(UTC)
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def weekday(day: date) -> str:
    """Return a day of the last weeks for people: `Mon 6 May`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1][:3]}"


def clock(moment: datetime) -> str:
    """Return a moment for people, in UTC, to the second: `6 May 2024, 08:00:00 UTC`."""
    moment = moment.astimezone(UTC)
    return f"{moment.day} {MONTHS[moment.month - 1][:3]} {moment.year}, {moment:%H:%M:%S} UTC"


WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,  # always: there is nothing here but HTML
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {
        "day": day,
        "weekday": weekday,
        "clock": clock,
        "rfc3339": to_rfc3339,
        "direction": direction_of,
        "web_address": web_address,
    }
    return environment
