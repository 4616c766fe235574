"""Captures that say the same, or nearly: pointed out to the editor, never merged."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import BigIntegerField, F, Func, IntegerField, Q, Value
from django.db.models.functions import Coalesce

from designations.models import Capture

# Of 64 bits. Texts that differ in a few words lie within it; texts on one matter lie far beyond.
NEAR = 12
_MOST = 5


class _BitsApart(Func):
    """How many bits two numbers differ in."""

    template = "bit_count((%(expressions)s)::bit(64))"
    arg_joiner = " # "
    output_field = IntegerField()


@dataclass(frozen=True, slots=True)
class Alike:
    """Another capture, and whether its text is the very same."""

    capture: Capture
    is_same: bool


def alike(capture: Capture) -> list[Alike]:
    """Captures of other sources with the text of `capture` or nearly that, most alike first. One query."""
    if capture.redacted_because:
        return []
    near = Q(sha256=capture.sha256)
    rows = Capture.objects.filter(redacted_because="").exclude(source=capture.source_id)
    if capture.fingerprint is not None:
        # Without its own type the number would be sent as four bytes.
        apart = _BitsApart(F("fingerprint"), Value(capture.fingerprint, output_field=BigIntegerField()))
        rows = rows.annotate(apart=Coalesce(apart, 64))
        near |= Q(apart__lte=NEAR)
    else:
        rows = rows.annotate(apart=Value(64))
    found = rows.filter(near).select_related("source").defer("text").order_by("apart", "pk")[:_MOST]
    return [Alike(row, row.sha256 == capture.sha256) for row in found]
