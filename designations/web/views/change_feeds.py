"""Feeds of the log, for feed readers: Atom (RFC 4287, in pages as in RFC 5005) and JSON Feed 1.1."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from designations.models import Change
from designations.web.clocks import Clocks
from designations.web.following import FILTERS, Followed
from designations.web.page import page
from designations.web.present.entries import AtomInPages, Entry, entry
from designations.web.site import on_site
from designations.web.views.changes import told

ATOM = "application/atom+xml; charset=utf-8"
JSON = "application/feed+json"
# They name persons, whom search engines are not to find here; pages say so themselves.
UNINDEXED = {"X-Robots-Tag": "noindex"}


@page(*FILTERS, "after", on_day=False)
def atom(request: HttpRequest, clocks: Clocks) -> HttpResponse:
    """The newest changes that the address asks for, and where the older ones are."""
    followed = Followed.asked(clocks)
    rows, more = followed.rows()
    feed = AtomInPages(
        title=_title(followed),
        link=on_site(followed.address("changes")),
        description=None,
        feed_url=on_site(followed.address("changes_atom", after=clocks.get("after"))),
        author_name=_("Designation Tracker"),
        language=get_language(),
        first_url=on_site(followed.address("changes_atom")),
        next_url=_next(followed, "changes_atom", rows=rows, more=more),
        updated=rows[0].at if rows else _last_at(known_at=clocks.known),
    )
    for one in _entries(rows):
        feed.add_item(
            title=one.title,
            link=one.url,
            description=one.as_html(),
            unique_id=one.id,
            pubdate=one.at,
            updateddate=one.at,
            categories=one.tags,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=ATOM, headers=UNINDEXED)


@page(*FILTERS, "after", on_day=False)
def json_feed(request: HttpRequest, clocks: Clocks) -> HttpResponse:
    """The same as `atom`, for those who would rather not read XML."""
    followed = Followed.asked(clocks)
    rows, more = followed.rows()
    answer = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(followed),
        "home_page_url": on_site(followed.address("changes")),
        "feed_url": on_site(followed.address("changes_json", after=clocks.get("after"))),
        "language": get_language(),
        "authors": [{"name": _("Designation Tracker"), "url": on_site("/")}],
        "items": [
            {
                "id": one.id,
                "url": one.url,
                "title": one.title,
                "content_text": "\n".join(one.lines) or one.title,
                "date_published": one.at.isoformat(),
                "tags": list(one.tags),
            }
            for one in _entries(rows)
        ],
    }
    if following := _next(followed, "changes_json", rows=rows, more=more):
        answer["next_url"] = following
    return JsonResponse(answer, content_type=JSON, headers=UNINDEXED)


def _entries(rows: Sequence[Change]) -> list[Entry]:
    return [entry(change, item=item) for change, item in zip(rows, told(rows), strict=True)]


def _title(followed: Followed) -> str:
    return f"{followed.title} · {_('Designation Tracker')}"


def _next(followed: Followed, page_name: str, *, rows: Sequence[Change], more: bool) -> str:
    return on_site(followed.address(page_name, after=str(rows[-1].seq))) if more else ""


def _last_at(*, known_at: int) -> object:
    """When the record last changed: an empty feed must not be another one at each reading."""
    return Change.objects.filter(seq=known_at).values_list("at", flat=True).first()
