"""The world map: where something stands, country by country, told apart by pattern as well as by colour.

The countries themselves lie in a static file that browsers keep (`world_build` makes it); the page only
refers to those that it colours. Bodies are no places on a map, and stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from designations.charts.links import is_link, joined
from designations.charts.world import DOTS, DRAWN, HEIGHT, WIDTH

# The strongest first. Whatever is not drawn over the plain land is recorded nowhere.
STANDINGS = ("in_force", "suspended", "unknown", "ended", "proposed", "not_listed")
_RADIUS = 4.5
_PATTERNS = {
    "suspended": '<path class="map-suspend" d="M-1 7L7-1M-2 2L2-2M4 8L8 4"/>',
    "unknown": '<path class="map-soft" d="M0 3H3M3 0V3"/>',
    "proposed": '<circle class="map-dot" cx="3" cy="3" r="1.2"/>',
    "not_listed": '<path class="map-soft" d="M0 3H6"/>',
}


@dataclass(frozen=True, slots=True)
class Place:
    """A country or body: its code, how it is called, the strongest standing there, and where to read more."""

    code: str
    name: str
    standing: str
    label: str
    url: str = ""

    @property
    def is_drawn(self) -> bool:
        """Whether the map knows where it lies."""
        return self.code.lower() in DRAWN or self.code.lower() in DOTS


def world_map(
    places: Sequence[Place], *, base: str, title: str, description: str, ident: str = "world"
) -> SafeString:
    """The figure over the static file at address `base`; places that no map shows are left out.

    Its links need no stop of their own on the keyboard: the text beside the map leads to the same pages.
    """
    shown = sorted(
        (place for place in places if place.is_drawn), key=lambda place: place.code.lower() in DOTS
    )
    return format_html(
        '<svg class="world" viewBox="0 0 {width} {height}" role="group" aria-labelledby="{ident}-title"'
        ' aria-describedby="{ident}-desc"><title id="{ident}-title">{title}</title>'
        '<desc id="{ident}-desc">{description}</desc>{defs}'
        '<use class="land" href="{base}#land"/>{places}</svg>',
        width=WIDTH,
        height=HEIGHT,
        ident=ident,
        title=title,
        description=description,
        defs=_patterns(ident),
        base=base,
        places=joined(_place(place, base=base, ident=ident) for place in shown),
    )


def swatch(standing: str, *, ident: str = "world") -> SafeString:
    """A small patch painted as the map paints a standing; the text beside it says which."""
    return format_html(
        '<svg class="swatch place place-{}" viewBox="0 0 24 14" width="24" height="14" aria-hidden="true"'
        ' focusable="false"><rect x="1" y="1" width="22" height="12"{}/></svg>',
        standing,
        _fill(standing, ident=ident),
    )


def _place(place: Place, *, base: str, ident: str) -> SafeString:
    code, fill = place.code.lower(), _fill(place.standing, ident=ident)
    shapes = [format_html('<use href="{}#{}"{}/>', base, code, fill)] if code in DRAWN else []
    if code in DOTS:
        x, y = DOTS[code]
        shapes.append(format_html('<circle cx="{}" cy="{}" r="{}"{}/>', x, y, _RADIUS, fill))
    head = format_html('class="place place-{}"', place.standing)
    if not is_link(place.url):
        return format_html("<g {}><title>{}</title>{}</g>", head, place.label, joined(shapes))
    return format_html(
        '<a {} href="{}" tabindex="-1"><title>{}</title>{}</a>', head, place.url, place.label, joined(shapes)
    )


def _fill(standing: str, *, ident: str) -> SafeString:
    """Patterns are named in the page: a style sheet would look for them in itself."""
    if standing not in _PATTERNS:
        return mark_safe("")
    return format_html(' fill="url(#{}-{})"', ident, standing)


def _patterns(ident: str) -> SafeString:
    drawn: Iterable[SafeString] = (
        format_html(
            '<pattern id="{}-{}" width="6" height="6" patternUnits="userSpaceOnUse">'
            '<rect class="map-ground" width="6" height="6"/>{}</pattern>',
            ident,
            name,
            mark_safe(strokes),  # noqa: S308 - constants of this module
        )
        for name, strokes in _PATTERNS.items()
    )
    return format_html("<defs>{}</defs>", joined(drawn))
