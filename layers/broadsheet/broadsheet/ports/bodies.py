"""Where the bodies of articles are kept that are too large for an item of the table."""

from typing import Protocol


class BodyStore(Protocol):
    """Bodies by key. The same key always holds the same bytes, so to put them twice is as good as once.

    Examples
    --------
    >>> from tests.fakes import FakeBodyStore
    >>> store: BodyStore = FakeBodyStore()
    >>> store.put("bodies/neaf6gphn4llyp23kd5vtcjbmu/1.json.zlib", b"The lamp")
    >>> store.get("bodies/neaf6gphn4llyp23kd5vtcjbmu/1.json.zlib")
    b'The lamp'
    """

    def put(self, key: str, body: bytes) -> None:
        """Store a body.

        Parameters
        ----------
        key
            Names the article and what it was read with.
        body
            The body as it is to come back.
        """
        ...

    def get(self, key: str) -> bytes:
        """Return a body that an item names; one that is gone is a failure of the store's own kind.

        Parameters
        ----------
        key
            As the item has it.

        Returns
        -------
        bytes
            What was put.
        """
        ...
