"""The process that reads one hostile document: it confines itself, reads, answers, and is gone.

Called by `extract` with the limits and what is known of the document as JSON in the first argument, the
document on standard input. It answers one JSON object on standard output.
"""

import json
import resource
import sys
from typing import Any

from designations.articles.unreadable import Unreadable

_LONGEST = {"title": 500, "author": 250, "publisher": 250, "published_on": 10, "language": 3}
_MEMORY = "reading it takes more memory than it may"
_PICTURES_AND_PACKAGES = (
    b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!",
    b"\x7fELF", b"MZ", b"\xd0\xcf\x11\xe0", b"OggS", b"ID3", b"RIFF",
    b"\x00\x00\x00 ftyp", b"\x00\x00\x00\x1cftyp",
)  # fmt: skip


def confine(*, memory: int, cpu_seconds: int, output: int) -> None:
    """Give up all that reading does not need, for good."""
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, output),
        (resource.RLIMIT_NOFILE, 128),
        (resource.RLIMIT_AS, memory),
    ):
        _soft, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def read(document: bytes, *, content_type: str, charset: str, url: str) -> dict[str, Any]:
    """What `document` says. Raises `Unreadable`, and whatever hostile bytes make a library raise."""
    if not document.strip():
        raise Unreadable("it is empty")
    # Imported by need: reading a page need not wait for PDF, nor the other way round.
    if b"%PDF-" in document[:1024]:
        from designations.articles.documents import read_document

        return read_document(document) | {"media_type": "application/pdf"}
    if document.startswith(_PICTURES_AND_PACKAGES):
        raise Unreadable("it is neither a web page nor a PDF nor text, but a picture, a package or a program")
    from designations.articles.decode import decoded

    text = decoded(document, charset=charset)
    if text.count("\0") * 1000 > len(text):
        raise Unreadable("it is neither a web page nor a PDF nor text")
    text = text.replace("\0", "")
    from designations.articles.pages import looks_like_markup, read_page

    if content_type == "text/plain" or not looks_like_markup(text):
        return {"text": text, "media_type": "text/plain"}
    return read_page(text, url=url) | {"media_type": "text/html"}


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    try:
        found = read(sys.stdin.buffer.read(), **asked)
    except Unreadable as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"refused": _MEMORY}
    except RecursionError:
        return {"refused": "its parts are nested too deeply"}
    except Exception as error:  # noqa: BLE001 - whatever the libraries raise over hostile bytes
        if "memory" in str(error).lower():
            return {"refused": _MEMORY}
        return {"refused": f"it is damaged or made to mislead ({type(error).__name__})"}
    short = {name: " ".join(str(found.get(name) or "").split())[:most] for name, most in _LONGEST.items()}
    return {"text": found["text"], "media_type": found["media_type"], **short}


def main() -> None:
    """Read the document as asked."""
    told = json.loads(sys.argv[1])
    confine(**told["limits"])
    answer = _answer(told["asked"])
    # Half of a surrogate pair goes out as an escape, and is refused where texts are kept.
    try:
        sys.stdout.write(json.dumps(answer))
        sys.stdout.flush()
    except (OSError, MemoryError):
        sys.exit(3)


if __name__ == "__main__":
    main()
