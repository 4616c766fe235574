"""PDF documents: the text that they carry; pictures of text give none. Runs in the child process."""

from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from designations.articles.limits import MOST_PAGES
from designations.articles.unreadable import Unreadable


def read_document(document: bytes) -> dict[str, Any]:
    """The text of a PDF, pages parted by an empty line, with its title and author. Raises `Unreadable`."""
    try:
        reader = PdfReader(BytesIO(document), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("this PDF is protected by a password")
        if len(reader.pages) > MOST_PAGES:
            raise Unreadable(f"this PDF has {len(reader.pages):,} pages; at most {MOST_PAGES} are read")
        pages = [page.extract_text().strip() for page in reader.pages]
        about = reader.metadata
        title, author = (about.title, about.author) if about else (None, None)
    except (DependencyError, NotImplementedError) as error:
        raise Unreadable("this PDF is protected in a way that is not understood here") from error
    except PyPdfError as error:
        raise Unreadable(f"this is no sound PDF ({error})"[:200]) from error
    text = "\n\n".join(page for page in pages if page)
    if not text:
        raise Unreadable("this PDF has no text in it, only pictures; paste the text instead")
    return {"text": text, "title": title, "author": author}
