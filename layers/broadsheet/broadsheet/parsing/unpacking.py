"""What is packed: a compressed document, or an archive of several, within limits.

gzip, bzip2, xz and Zstandard are unpacked, ZIP and tar taken apart, told by their first bytes; one may lie in
another, as in .tar.gz. Nothing is written to a disk, and no name in an archive is a path to anything.
"""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Protocol

from broadsheet.errors import DamagedArchiveError, DocumentTooLargeError, InvalidDocumentError

LARGEST_FILE = 20 * 1024 * 1024  # bytes, unpacked; as of a document that is not packed
LARGEST_IN_ALL = 100 * 1024 * 1024  # bytes, of all files of an archive
MOST_FILES = 20_000  # of an archive
DEEPEST = 3  # packed within packed
MOST_STREAMS = 200  # of xz in one file
MEMORY_OF_XZ = 128 * 1024 * 1024  # bytes; what the highest preset needs is 65 MB

_TAR_MARK = slice(257, 262)
_WORD = "[Content_Types].xml"  # in every file of Word, Excel and PowerPoint


@dataclass(frozen=True, kw_only=True)
class PackedFile:
    """A file out of an archive: its name there, and its bytes or why there are none."""

    name: str
    content: bytes = b""
    error: InvalidDocumentError | None = None


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Budget:
    """The bytes that may yet be unpacked of one document."""

    def __init__(self) -> None:
        self.left = LARGEST_IN_ALL

    def read(self, opened: "_Readable") -> bytes:
        """Return all bytes of a file, if they are not too many."""
        limit = min(LARGEST_FILE, self.left)
        content = opened.read(limit + 1)
        if len(content) > limit:
            raise DocumentTooLargeError(
                f"unpacks to more than {LARGEST_FILE:,} bytes, or {LARGEST_IN_ALL:,} in all; drop it in parts"
            )
        self.left -= len(content)
        return content


def files_in(content: bytes) -> Iterator[PackedFile] | None:
    """Return the files of packed bytes, None where they are not packed; a compressed one has no name.

    A file of an archive that cannot be unpacked is among them, with its error.

    Parameters
    ----------
    content
        The bytes of a raw document.

    Returns
    -------
    Iterator[PackedFile] or None
        The files in the archive's order; None where the bytes are not packed.

    Raises
    ------
    DamagedArchiveError
        The bytes are not what they begin as.
    DocumentTooLargeError
        They unpack to more than a document may have.

    Examples
    --------
    >>> import gzip
    >>> [(file.name, file.content) for file in files_in(gzip.compress(b"The lamp")) or ()]
    [('', b'The lamp')]
    >>> files_in(b"The lamp") is None
    True
    """
    return _files(content, _Budget(), 0) if _opener_of(content) else None


Opener = Callable[[bytes, _Budget], Iterator[PackedFile]]


def _files(content: bytes, budget: _Budget, depth: int) -> Iterator[PackedFile]:
    opener = _opener_of(content)
    if opener is None or depth > DEEPEST:
        yield PackedFile(name="", content=content)
        return
    for packed in _opened(opener, content, budget):
        if packed.error:
            yield packed
            continue
        try:
            for inner in _files(packed.content, budget, depth + 1):
                name = "/".join(filter(None, (packed.name, inner.name)))
                yield PackedFile(name=name, content=inner.content, error=inner.error)
        except InvalidDocumentError as error:
            if not packed.name:
                raise
            yield PackedFile(name=packed.name, error=error)


def _opened(opener: Opener, content: bytes, budget: _Budget) -> Iterator[PackedFile]:
    try:
        yield from opener(content, budget)
    except InvalidDocumentError:
        raise
    except Exception as error:  # these modules raise whatever broken bytes make Python raise
        raise DamagedArchiveError(f"cannot be unpacked, {error!r}; pack it again") from error


def _opener_of(content: bytes) -> Opener | None:
    for signature, opener in _SIGNATURES.items():
        if content.startswith(signature):
            return opener
    return _of_tar if content[_TAR_MARK] == b"ustar" else None


def _of_gzip(content: bytes, budget: _Budget) -> Iterator[PackedFile]:
    import gzip  # noqa: PLC0415  # as the other modules here: for the documents that are so packed

    with gzip.open(BytesIO(content)) as opened:
        yield PackedFile(name="", content=budget.read(opened))


def _of_bzip2(content: bytes, budget: _Budget) -> Iterator[PackedFile]:
    import bz2  # noqa: PLC0415

    with bz2.open(BytesIO(content)) as opened:
        yield PackedFile(name="", content=budget.read(opened))


def _of_zstandard(content: bytes, budget: _Budget) -> Iterator[PackedFile]:
    from backports import zstd  # noqa: PLC0415

    with zstd.open(BytesIO(content)) as opened:
        yield PackedFile(name="", content=budget.read(opened))


def _of_xz(content: bytes, budget: _Budget) -> Iterator[PackedFile]:
    import lzma  # noqa: PLC0415

    pieces = list[bytes]()
    for _ in range(MOST_STREAMS):
        # Its files know no limit of memory.
        decompressor = lzma.LZMADecompressor(memlimit=MEMORY_OF_XZ)
        pieces.append(decompressor.decompress(content, max_length=budget.left + 1))
        content = decompressor.unused_data.lstrip(b"\0")
        if not content:
            break
    if not decompressor.eof and decompressor.needs_input:
        raise EOFError("the file is cut off")
    yield PackedFile(name="", content=budget.read(BytesIO(b"".join(pieces))))


def _of_zip(content: bytes, budget: _Budget) -> Iterator[PackedFile]:
    import zipfile  # noqa: PLC0415

    with zipfile.ZipFile(BytesIO(content)) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir() and _is_of_a_person(info.filename)]
        if any(info.filename == _WORD for info in infos):
            raise DamagedArchiveError("is a file of an office program; export it as HTML")
        if len(infos) > MOST_FILES:
            raise DocumentTooLargeError(f"an archive of more than {MOST_FILES:,} files; drop it in parts")
        for info in infos:
            try:
                with archive.open(info) as opened:
                    yield PackedFile(name=info.filename, content=budget.read(opened))
            except (RuntimeError, NotImplementedError, zipfile.BadZipFile, EOFError, zlib.error) as error:
                # encrypted, of an unknown method, damaged
                reason = f"cannot be unpacked, {error}; pack it again without a password, as Deflate"
                yield PackedFile(name=info.filename, error=DamagedArchiveError(reason))


def _of_tar(content: bytes, budget: _Budget) -> Iterator[PackedFile]:
    import tarfile  # noqa: PLC0415

    with tarfile.open(fileobj=BytesIO(content), mode="r:") as archive:
        for count, info in enumerate(archive):
            if count == MOST_FILES:
                raise DocumentTooLargeError(f"an archive of more than {MOST_FILES:,} files; drop it in parts")
            opened = archive.extractfile(info) if info.isfile() and _is_of_a_person(info.name) else None
            if opened:
                yield PackedFile(name=info.name, content=budget.read(opened))


def _is_of_a_person(name: str) -> bool:
    """Whether a file is there for its own sake, not for the program that packed it."""
    parts = name.split("/")
    return "__MACOSX" not in parts and not parts[-1].startswith(".")


_SIGNATURES: dict[bytes, Opener] = {
    b"\x1f\x8b": _of_gzip,
    b"BZh": _of_bzip2,
    b"\xfd7zXZ": _of_xz,
    b"\x28\xb5\x2f\xfd": _of_zstandard,
    b"PK\x03\x04": _of_zip,
}
