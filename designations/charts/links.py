"""What every part of a figure needs: links that are safe to draw, and joined pieces."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def is_link(url: str) -> bool:
    """Tell whether an address is one that a figure may link to: of this site, or of the web."""
    return url.startswith(("/", "#", "https://", "http://"))


def linked(*, label: str, url: str, picture: SafeString) -> SafeString:
    """Return the picture under its label, as a link where there is an address to go to."""
    if is_link(url):
        return format_html('<a href="{}"><title>{}</title>{}</a>', url, label, picture)
    return format_html("<g><title>{}</title>{}</g>", label, picture)


def joined(parts: Iterable[SafeString]) -> SafeString:
    """Return the pieces one after the other."""
    return format_html_join("", "{}", ((part,) for part in parts))
