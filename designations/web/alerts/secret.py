"""Pages whose address is a secret: it came by mail, and whoever has it acts for that mail's reader."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from designations.alerts.links import LinkExpired, LinkRefused
from designations.alerts.subscribe import NothingToConfirm

Page = Callable[[HttpRequest, str], HttpResponse]
_HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}


def answer(
    request: HttpRequest, *, heading: str, text: str, action: str = "", button: str = "", status: int = 200
) -> HttpResponse:
    """A short answer, or a question with a button."""
    context = {"heading": heading, "text": text, "action": action, "button": button}
    return render(request, "web/message.html", context, status=status)


def secret_page(page: Page) -> Page:
    """Serve `page` so that its address goes nowhere else: into no referrer, no index, no cache and no log.

    A form on it needs no cookie against forgery: what would have to be forged is the address itself, and a
    mail program that unsubscribes for its user has no cookie. Links that are no good get an explanation.
    """

    @csrf_exempt
    @wraps(page)
    def served(request: HttpRequest, token: str) -> HttpResponse:
        # Whatever is logged of a request that goes wrong names this path; `path_info` keeps the true one.
        request.path = reverse("alerts:subscribe")
        try:
            response = page(request, token)
        except LinkExpired:
            response = answer(
                request,
                heading=_("This link has expired"),
                text=_("Links of this kind are good for seven days. Ask again with the form."),
                status=410,
            )
        except (LinkRefused, NothingToConfirm):
            response = answer(
                request,
                heading=_("This link does not work, or no longer"),
                text=_(
                    "It may be incomplete: copy the whole of it from the mail. Or it has done its work: "
                    "once somebody unsubscribes, the address is deleted, and nothing more is sent to it."
                ),
                status=404,
            )
        for name, value in _HEADERS.items():
            response.headers[name] = value
        return response

    return served
