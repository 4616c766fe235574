"""Pages as tests read them."""

import re
from html import unescape

from django.test import Client


def text_of(html: str) -> str:
    """The text of a page or of a part of one: no tags, no head, white space folded."""
    without = re.sub(r"<(head|style|defs)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", without)).split())


def html_of(client: Client, address: str, *, status: int = 200) -> str:
    """The page at an address, which must answer with `status`."""
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


def read(client: Client, address: str, *, status: int = 200) -> str:
    """The text of the page at an address, which must answer with `status`."""
    return text_of(html_of(client, address, status=status))


def rows_of(html: str) -> dict[str, str]:
    """The text of the rows of the first table by the slug to which their heads lead; none without a table."""
    table = re.search(r"<tbody.*?</tbody>", html, flags=re.DOTALL)
    rows = re.findall(r"<tr>(.*?)</tr>", table[0] if table else "", flags=re.DOTALL)
    return {
        m[1]: text_of(row) for row in rows if (m := re.search(r'href="/(?:lists|entities)/([^/]+)/["?]', row))
    }
