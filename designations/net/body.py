"""The bytes of an answer, unpacked as they come and never more than allowed at once."""

import zlib
from collections.abc import Iterable, Iterator

from designations.net.errors import TooLarge, Unreachable

_PIECE = 1 << 18


def plain(pieces: Iterable[bytes], *, encoding: str) -> Iterator[bytes]:
    """`pieces` without their Content-Encoding. Raises `Unreachable` for one not asked for or broken."""
    match encoding.strip().lower():
        case "" | "identity":
            yield from pieces
        case "gzip" | "x-gzip":
            yield from _unzipped(pieces)
        case other:
            raise Unreachable(f"the answer is encoded as '{other[:40]}', which was not asked for")


def capped(pieces: Iterable[bytes], *, most: int) -> Iterator[bytes]:
    """`pieces` while they are `most` bytes together. Raises `TooLarge`."""
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > most:
            raise TooLarge(f"the file is larger than {most:,} bytes")
        yield piece


def _unzipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    # A library would unpack a piece whole: a thousandfold of it in memory.
    unpack, begun = _gzip(), False
    try:
        for piece in pieces:
            rest = piece
            while rest:
                if unpack.eof:
                    unpack = _gzip()
                begun = True
                yield unpack.decompress(rest, _PIECE)
                rest = unpack.unused_data if unpack.eof else unpack.unconsumed_tail
    except zlib.error as error:
        raise Unreachable(f"the answer is no sound gzip: {error}") from error
    if begun and not unpack.eof:
        raise Unreachable("the answer ends in the middle of its gzip")


def _gzip() -> "zlib._Decompress":
    return zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
