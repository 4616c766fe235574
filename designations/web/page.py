"""What all pages share: how an address is read, and what is answered where it cannot be, or leads nowhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from designations.models import ReadingError
from designations.web.cards import Link
from designations.web.clocks import Clocks

View = Callable[..., HttpResponse]


class Missing(Exception):
    """Nothing is at this address; `suggestions` lead to what may be meant."""

    def __init__(self, text: str, *, suggestions: Sequence[Link] = ()) -> None:
        self.suggestions = list(suggestions)
        super().__init__(text)


def page(*names: str, on_day: bool = True) -> Callable[[View], View]:
    """Make a view of a function that takes the request and its `Clocks`; answers GET and HEAD only.

    `names` are the page's own parameters, `on_day` says whether it takes `valid_on`. A parameter that cannot
    be read is answered with 400 and its name, `Missing` with 404 and what may be meant.
    """

    def decorate(view: View) -> View:
        @require_safe
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, Clocks.read(request, *names, on_day=on_day), *args, **kwargs)
            except ReadingError as error:
                return render(request, "400.html", _refusal(request, error), status=400)
            except Missing as missing:
                context = {"exception": str(missing), "suggestions": missing.suggestions}
                return render(request, "404.html", context, status=404)

        return answer

    return decorate


def _refusal(request: HttpRequest, error: ReadingError) -> dict[str, Any]:
    kept = request.GET.copy()
    kept.pop(error.field, None)
    without = f"{request.path}?{kept.urlencode()}" if kept else request.path
    return {"field": error.field, "text": str(error), "without": without}
