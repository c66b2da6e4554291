"""Who may read: everybody, those with a pass, or nobody; and how a pass becomes a cookie."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from http import HTTPStatus
from typing import Protocol

from broadsheet.answering.request import Request
from broadsheet.retrieval.answers import Answer
from broadsheet.retrieval.parameters import first
from broadsheet.retrieval.passes import NoPassError, Pass, Role, from_pass, pass_name
from broadsheet_pages.routes import Audience
from broadsheet_pages.visit import Visit

# One for each role, so that a reader's pass does not take an operator's away.
COOKIES = {Role.OPERATOR: "broadsheet_operator", Role.READER: "broadsheet_reader"}
HOME = {Role.OPERATOR: "/status", Role.READER: "/"}


class Openness(StrEnum):
    """Who may read the pages; operators' pages are never public."""

    OFF = "off"
    PRIVATE = "private"
    PUBLIC = "public"


class PassKeys(Protocol):
    """The keys that sign passes."""

    def find(self, name: str) -> bytes | None:
        """Return the key of a name, None where there is none."""
        ...


@dataclass(frozen=True, kw_only=True)
class Access:
    """Who may come in, and what shows that somebody may."""

    openness: Openness
    keys: PassKeys

    def admit(self, request: Request, path: str, audience: Audience) -> Visit:
        """Return the visit that a request is, if it may be one.

        A cookie is looked at only where it could matter: public pages cost nothing more.

        Raises
        ------
        NoPassError
            The page asks for a pass, and there is none that is good.
        """
        visit = Visit(request=request, path=path, is_private=self.openness is Openness.PRIVATE)
        if audience is Audience.EVERYONE:
            return visit
        role = self._role(request)
        if audience is Audience.OPERATORS and role is not Role.OPERATOR:
            raise NoPassError("this page is for operators: `broadsheet reader-url --operator` lets them in")
        if role is None and self.openness is Openness.PRIVATE:
            raise NoPassError("this archive is read by those who were given a link to it")
        return Visit(request=request, path=path, role=role, is_private=visit.is_private)

    def enter(self, visit: Visit) -> Answer:
        """Return the answer that makes a cookie of the pass in an address, and leads away from it.

        Raises
        ------
        NoPassError
            The pass is not good, or no longer.
        """
        text = first(visit.request.parameters, "pass") or ""
        held = self._good(text, visit.request.came_at)
        headers = {
            "Location": visit.link(HOME[held.role]),
            "Set-Cookie": _cookie(visit, text, held),
            "Referrer-Policy": "no-referrer",
        }
        return Answer(body="", media_type="text/plain", status=HTTPStatus.SEE_OTHER, headers=headers)

    def _role(self, request: Request) -> Role | None:
        cookies = _cookies(request.fields)
        for role, name in COOKIES.items():
            with suppress(NoPassError):
                if name in cookies and self._good(cookies[name], request.came_at).role is role:
                    return role
        return None

    def _good(self, text: str, now: datetime) -> Pass:
        return from_pass(text, self.keys.find(pass_name(text)), now)


def _cookies(fields: Mapping[str, str]) -> dict[str, str]:
    pairs = (pair.strip().partition("=") for pair in fields.get("cookie", "").split(";"))
    return {name: value for name, _, value in pairs}


def _cookie(visit: Visit, text: str, held: Pass) -> str:
    """Return the field that sets a cookie: out of reach of scripts and of other sites."""
    seconds = int((held.ends_at - visit.request.came_at).total_seconds())
    secure = "; Secure" if visit.request.address.startswith("https:") else ""
    return (
        f"{COOKIES[held.role]}={text}; Path={visit.root or '/'}; Max-Age={seconds}; HttpOnly; SameSite=Lax"
        f"{secure}"
    )
