"""A visit: a request for a page, and what its links begin with."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from broadsheet.answering.request import Request
from broadsheet.retrieval.passes import Role


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A request for the page at `path`, which begins with a slash; `role` is None for who has no pass.

    `is_private` tells whether readers need a pass.
    """

    request: Request
    path: str
    role: Role | None = None
    is_private: bool = False

    @property
    def is_operator(self) -> bool:
        """Whether operators' pages are open."""
        return self.role is Role.OPERATOR

    @property
    def root(self) -> str:
        """The path that all pages stand under, such as `/v1`; empty where they stand at the host's root.

        It is what the request's own path has in front of the page's: the stage, a domain's base path, and
        what a proxy says that it took away.
        """
        depth = len(self.path.strip("/").split("/")) if self.path != "/" else 0
        segments = urlsplit(self.request.address).path.strip("/").split("/")
        kept = segments[: len(segments) - depth]
        return "".join(f"/{segment}" for segment in kept if segment)

    def link(self, path: str, **parameters: str | int | None) -> str:
        """Return a link to a page: a path with a query, of the parameters that are not None.

        A trailing underscore of a name, which keeps it from being a word of Python's, is cut.
        """
        given = {name.rstrip("_"): value for name, value in parameters.items() if value is not None}
        query = urlencode(given)
        return f"{self.root}{quote(path)}" + (f"?{query}" if query else "")

    def address(self, path: str) -> str:
        """Return the absolute address of a page, as programs of others need it."""
        asked = urlsplit(self.request.address)
        return f"{asked.scheme}://{asked.netloc}{self.link(path)}"
