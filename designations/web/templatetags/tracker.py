"""Filters of the public templates: dates as they were known, names in their direction, words and signs."""

from datetime import date, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from designations.charts import sign as draw_sign
from designations.text import kinds
from designations.text.names import direction
from designations.text.partial_dates import PartialDate, PartialDateError

register = template.Library()


def _partial(value: object) -> PartialDate | None:
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, date):
        return PartialDate.day(value.date() if isinstance(value, datetime) else value)
    if isinstance(value, str) and value:
        try:
            return PartialDate.parse(value)
        except PartialDateError:
            return None
    return None


@register.filter
def partial_date(value: object) -> str:
    """Return a date in English as it was known: from a PartialDate, its text, or a day; '' for none."""
    known = _partial(value)
    return known.describe() if known else ""


@register.filter
def when(value: object) -> str:
    """Return a date as a `time` element; as plain text where HTML has no form for it; '' for none."""
    known = _partial(value)
    if known is None:
        return ""
    if known.precision in ("before", "range"):
        return known.describe()
    return format_html('<time datetime="{}">{}</time>', str(known), known.describe())


@register.filter
def dir_attrs(name: str, language: str = "") -> SafeString:
    """Return the attributes for an element that holds only this name: direction, language if known."""
    way = format_html(' dir="{}"', direction(name)) if name else mark_safe("")
    return format_html('{} lang="{}"', way, language) if language else way


@register.filter
def kind_label(kind: str) -> str:
    """Return what an event kind is called."""
    return kinds.kind_label(kind)


@register.filter
def kind_sign(kind: str) -> SafeString:
    """Return the sign of the family to which an event kind belongs."""
    return draw_sign(kinds.family_of(kind))


@register.filter
def kind_family(kind: str) -> str:
    """Return the family of an event kind, as a class of the style sheet."""
    return kinds.family_of(kind)


@register.filter
def status_label(status: str, certain: bool = True) -> str:
    """Return what a status is called, with 'Possibly' where `certain` is false."""
    return kinds.status_label(status, certain=bool(certain))


@register.filter
def sign(name: str) -> SafeString:
    """Return the sign of a status or of a family of events."""
    return draw_sign(name)
