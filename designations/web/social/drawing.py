"""A card of 1200 by 630 pixels: what a page is about, in one look. It knows texts and nothing of the record.

One free face covers Latin, Greek, Cyrillic and Arabic letters. Arabic ones are joined only where the library
for shaping is found; where it is not, cards are drawn in English, and names as they stand in their addresses.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, features

from designations.text.names import direction

WIDTH, HEIGHT = 1200, 630
_MARGIN = 80
_PAPER, _INK, _SOFT, _BRAND = "#fcfbf8", "#1b1c1e", "#55585d", "#8c2f24"
_FACE = Path(__file__).with_name("DejaVuSans.ttf")
# Of the name: the first size at which it fits, and the number of its lines then.
_SIZES = ((76, 2), (60, 3), (46, 4))


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What stands on a card: what kind of thing it is, its name, its standing in one line, and the foot."""

    kicker: str
    name: str
    standing: str
    foot: str


@cache
def shapes() -> bool:
    """Whether letters that join, and run from the right, are drawn as they are written."""
    return bool(features.check("raqm"))


def draw(card: Card) -> bytes:
    """The card as PNG."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    canvas = ImageDraw.Draw(image)
    canvas.rectangle((0, 0, WIDTH, 14), fill=_BRAND)
    _line(canvas, _MARGIN - 10, card.kicker, size=30, fill=_SOFT)
    lines, size = _fitted(card.name)
    top = 130
    for line in lines:
        _line(canvas, top, line, size=size, fill=_INK)
        top += round(size * 1.3)
    [standing, *_rest] = _wrapped(card.standing, size=36) or [""]
    _line(canvas, max(top + 24, 400), standing, size=36, fill=_INK)
    canvas.line((_MARGIN, 520, WIDTH - _MARGIN, 520), fill=_BRAND, width=3)
    _line(canvas, 545, card.foot, size=28, fill=_SOFT)
    written = BytesIO()
    # A few flat colours: with a palette it is a third of the size.
    image.quantize(32).save(written, "PNG", optimize=True)
    return written.getvalue()


def _line(canvas: ImageDraw.ImageDraw, top: int, text: str, *, size: int, fill: str) -> None:
    from_right = direction(text) == "rtl"
    place = (WIDTH - _MARGIN if from_right else _MARGIN, top)
    canvas.text(place, text, font=_font(size), fill=fill, anchor="ra" if from_right else "la")


def _fitted(name: str) -> tuple[list[str], int]:
    for size, most in _SIZES:
        lines = _wrapped(name, size=size)
        if len(lines) <= most:
            return lines, size
    size, most = _SIZES[-1]
    lines = _wrapped(name, size=size)[:most]
    return [*lines[:-1], f"{lines[-1]}…"], size


def _wrapped(text: str, *, size: int) -> list[str]:
    """The text in lines, none wider than the card; a word that is too long for one is cut."""
    font, room = _font(size), WIDTH - 2 * _MARGIN
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= room:
            lines[-1] = longer
            continue
        while font.getlength(word) > room:
            cut = next(end for end in range(len(word) - 1, 0, -1) if font.getlength(word[:end]) <= room)
            lines.append(word[:cut])
            word = word[cut:]
        lines.append(word)
    return lines


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FACE, size)
