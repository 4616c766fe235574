"""Filters of the public templates: dates as they were known, names in their direction, words and signs."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.urls import get_script_prefix
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from designations.charts import sign as draw_sign
from designations.models import Jurisdiction
from designations.text import kinds
from designations.text.names import direction
from designations.text.partial_dates import PartialDate, PartialDateError
from designations.text.places import place_name
from designations.text.separators import with_commas, with_semicolons
from designations.web.addresses import page_url
from designations.web.languages import Rendering, renderings
from designations.web.site import on_site

register = template.Library()
register.filter("on_site", on_site)
register.simple_tag(page_url)


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
    """Return a date in words as it was known: from a PartialDate, its text, or a day; '' for none."""
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
def moment(value: datetime) -> str:
    """Return a moment in words, to the minute, in UTC."""
    there = value.astimezone(UTC)
    day = PartialDate.day(there.date()).describe()
    return gettext("%(day)s, %(time)s UTC") % {"day": day, "time": f"{there:%H:%M}"}


@register.filter
def timed(value: datetime) -> str:
    """Return a moment as a `time` element; HTML has no form for microseconds."""
    written = value.isoformat(timespec="milliseconds")
    return format_html('<time datetime="{}">{}</time>', written, moment(value))


@register.filter
def moment_or_never(value: datetime | None) -> str:
    """Return a moment as a `time` element, or that there was none."""
    if value is None:
        return gettext("never")
    return timed(value)


@register.filter
def grouped(number: int) -> str:
    """Return a number with a comma after the thousands, as both languages write Western digits."""
    return f"{number:,}"


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


@register.filter
def place_and_list(row: Any) -> SafeString:
    """Return the name of a list after that of its jurisdiction, each in its own direction."""
    text = gettext("<bdi>{place}</bdi>, <bdi>{list}</bdi>")
    place = row.jurisdiction
    called = place_name(place) if isinstance(place, Jurisdiction) else place.name
    return format_html(text, place=called, list=row.name)


@register.filter
def chosen(filters: Iterable[tuple[str, str, Iterable[tuple[str, str, bool]]]]) -> list[str]:
    """Return the texts of what is chosen in the filters of a page."""
    return [text for _name, _label, options in filters for _value, text, is_chosen in options if is_chosen]


@register.filter
def stance_label(stance: str) -> str:
    """Return what a stance is called."""
    return kinds.stance_label(stance)


@register.simple_tag
def comma() -> str:
    """Return what stands between two things of a list."""
    return with_commas(("", ""))


@register.simple_tag
def semicolon() -> str:
    """Return what stands between two things that may hold commas themselves."""
    return with_semicolons(("", ""))


@register.simple_tag
def as_recorded() -> SafeString:
    """Return the attributes of an element that holds words of the record, which are English on every page."""
    own = get_language() == settings.LANGUAGE_CODE
    return mark_safe("") if own else mark_safe(' lang="en" dir="ltr"')


@register.simple_tag(takes_context=True)
def page_languages(context: Any) -> list[Rendering]:
    """Return this page in every language, with all parameters unless it says which ones it reads."""
    request = context.get("request")
    if request is None:
        return []
    # `path_info` and not `path`: a secret page hides its own address there from whatever logs it.
    asked = get_script_prefix().rstrip("/") + request.get_full_path_info()
    return renderings(context.get("address") or asked)
