"""Documents as newspapers have them, made up here: pages in any encoding, and small PDF files."""

import zlib

PARAGRAPHS = [
    "On Monday the ministries recommended that the movement be removed from the register of the country.",
    "Others objected. They said that the movement had not changed, and that a register rewards no promises.",
    "A court had ordered in 2003 that the movement be entered, and the entry has stood since then.",
    "The recommendation goes to the president now, who has not said when he will decide about the proposal.",
]


def page(
    *paragraphs: str,
    title: str = "On a removal",
    language: str = "en",
    head: str = "",
    date: str = "2024-05-29",
) -> str:
    """A page with what stands around an article."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or PARAGRAPHS)
    return (
        f'<!DOCTYPE html><html lang="{language}"><head>{head}<title>{title}</title>'
        '<meta property="og:site_name" content="Example Wire"><meta name="author" content="Jane Doe">'
        f'<meta property="article:published_time" content="{date}T10:00:00Z"></head><body>'
        '<nav><a href="/">Home</a> <a href="/world">World</a></nav>'
        f"<article><h1>{title}</h1>{body}</article><footer>All rights reserved.</footer></body></html>"
    )


def pdf(*lines: str, stream: bytes | None = None, filters: str = "/FlateDecode", extra: str = "") -> bytes:
    """A PDF of one page with `lines`, or with `stream` as its content."""
    shown = b"BT /F1 12 Tf 50 700 Td 14 TL " + b"".join(
        b"(" + line.encode("latin-1").replace(b"(", rb"\(").replace(b")", rb"\)") + b") Tj T* "
        for line in lines
    )
    content = zlib.compress(shown + b"ET") if stream is None else stream
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(content), filters.encode(), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title (On an order) /Author (A Ministry) >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"<< /Size %d /Root 1 0 R /Info 6 0 R %s >>" % (len(objects) + 1, extra.encode())
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, trailer, len(out),
    )  # fmt: skip
