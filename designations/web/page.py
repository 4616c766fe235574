"""What all pages share: how an address is read, when nothing need be rendered, what is answered where it
cannot be read, or leads nowhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_vary_headers

from designations.models import ReadingError
from designations.web.addresses import seen_from
from designations.web.cards import Link
from designations.web.clocks import AddressError, Clocks, given_in
from designations.web.kept_pages import keep, kept
from designations.web.validators import Beside, last_change, takes_gzip, validator

View = Callable[..., HttpResponseBase]
METHODS = ("GET", "HEAD", "OPTIONS")


class Missing(Exception):
    """Nothing is at this address; `suggestions` lead to what may be meant."""

    def __init__(self, text: str, *, suggestions: Sequence[Link] = ()) -> None:
        self.suggestions = list(suggestions)
        super().__init__(text)


def page(
    *names: str, many: Sequence[str] = (), on_day: bool = True, beside: Sequence[Beside] = ()
) -> Callable[[View], View]:
    """Make a view of a function that takes the request and its `Clocks`; only reads.

    `names` are the page's own parameters, `many` those given more than once, `on_day` says whether it takes
    `valid_on`, `beside` what it shows that changes without a change of the record. A parameter that cannot be
    read is answered with 400 and its name, `Missing` with 404 and what may be meant. A page that did not
    change is not rendered again; one that is streamed is not kept.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "OPTIONS":
                return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": ", ".join(METHODS)})
            if request.method not in METHODS:
                return HttpResponseNotAllowed(METHODS)
            try:
                given = given_in(request, *names, many=many, on_day=on_day)
                last, state = last_change(*beside)
                gzipped = takes_gzip(request)
                tag = validator(request, given=given, seq=last, state=state, gzipped=gzipped)
                if (held := _held(request, tag=tag)) is not None:
                    return held
                clocks = Clocks.of(request, given=given, on_day=on_day, last=last)
                with seen_from(clocks):
                    response = view(request, clocks, *args, **kwargs)
                return _sent(response, tag=tag, gzipped=gzipped)
            except ReadingError as error:
                return render(request, "400.html", _refusal(request, error), status=400)
            except Missing as missing:
                context = {"exception": str(missing), "suggestions": missing.suggestions}
                return render(request, "404.html", context, status=404)

        answer.obeys = ("known_at", "valid_on") if on_day else ("known_at",)  # type: ignore[attr-defined]
        return answer

    return decorate


def _held(request: HttpRequest, *, tag: str) -> HttpResponseBase | None:
    """The answer to a reader who has the page, or for whom it is kept; None where it is to be made."""
    # While templates are being written, the page of a minute ago is not the page.
    if settings.DEBUG:
        return None
    told = get_conditional_response(request, etag=tag)
    response = told if told is not None else kept(tag)
    return None if response is None else _marked(response, tag=tag)


def _sent(response: HttpResponseBase, *, tag: str, gzipped: bool) -> HttpResponseBase:
    if response.status_code != HTTPStatus.OK or settings.DEBUG:
        return response
    if not isinstance(response, HttpResponse):
        return _marked(response, tag=tag)
    return _marked(keep(response, tag=tag, gzipped=gzipped), tag=tag)


def _marked(response: HttpResponseBase, *, tag: str) -> HttpResponseBase:
    """With what lets anybody hold the page, and ask each time whether it still is the page."""
    response.headers["ETag"] = tag
    response.headers.setdefault("Cache-Control", "public, no-cache")
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _refusal(request: HttpRequest, error: ReadingError) -> dict[str, Any]:
    kept = request.GET.copy()
    kept.pop(error.field, None)
    without = f"{request.path}?{kept.urlencode()}" if kept else request.path
    suggestions = error.suggestions if isinstance(error, AddressError) else ()
    return {"field": error.field, "text": str(error), "without": without, "suggestions": suggestions}
