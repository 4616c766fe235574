"""The small signs: one shape for each status and each family of events, told apart without colour.

Each is drawn round the origin inside a box of 16 by 16. Classes `solid` and `stroke` carry the paint, so that
the style sheet decides the colour in light and dark.
"""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SIGNS: dict[str, str] = {
    "in_force": '<rect class="solid" x="-6" y="-6" width="12" height="12"/>',
    "suspended": (
        '<rect class="stroke" x="-5.25" y="-5.25" width="10.5" height="10.5"/>'
        '<path class="stroke" d="M-5 0L0-5M-5 5L5-5M0 5L5 0"/>'
    ),
    "ended": '<rect class="stroke" x="-5.25" y="-5.25" width="10.5" height="10.5"/>',
    "unknown": (
        '<rect class="stroke" x="-6" y="-6" width="12" height="12" stroke-dasharray="2 2"/>'
        '<path class="stroke" d="M-1.8-1.6A1.8 1.8 0 1 1 .7.1Q0 .5 0 1.4M0 3.2V3.9"/>'
    ),
    "not_listed": '<path class="stroke" d="M-5 0H5"/>',
    "proposal": '<path class="stroke" d="M0-6.5L6.5 0L0 6.5L-6.5 0Z"/>',
    "statement": '<circle class="stroke" r="5.5"/>',
    "ruling": '<path class="stroke" d="M0-6L6.5 5.25H-6.5Z"/>',
    "confirmation": '<path class="stroke" d="M-5.5 .5L-2 4L5.5-4.5"/>',
    "record": '<path class="stroke" d="M-5-3.5H5M-5 0H5M-5 3.5H1"/>',
}


def shape(name: str) -> SafeString:
    """Return the drawing of a sign, without a frame; an unknown name is drawn as 'unknown'."""
    return mark_safe(SIGNS.get(name, SIGNS["unknown"]))  # noqa: S308 - constants of this module


def sign(name: str) -> SafeString:
    """Return the sign as an inline image that assistive technology skips: the text beside it is enough."""
    kind = name if name in SIGNS else "unknown"
    return format_html(
        '<svg class="sign sign-{}" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true"'
        ' focusable="false">{}</svg>',
        kind,
        shape(kind),
    )
