"""Ask, confirm, manage, leave. Looking at a page changes nothing; only a POST does."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from designations.alerts.asked import requests_of
from designations.alerts.links import holder_of, managed_by, request_of
from designations.alerts.subscribe import NothingToConfirm, confirm, subscribe
from designations.alerts.unsubscribe import cancel, leave
from designations.models import Subscription
from designations.web.alerts.forms import SubscribeForm, asked_in, is_search
from designations.web.alerts.secret import answer, secret_page

_NAMED = ("list", "jurisdiction", "entity")
_LEFT = gettext_lazy("The address is deleted from the tracker, and no more alerts are sent to it.")


@require_http_methods(["GET", "HEAD", "POST"])
def subscribe_page(request: HttpRequest) -> HttpResponse:
    """The form; `?list=ru-fsb&entity=taliban&jurisdiction=ru&kind=delisted` fills it in.

    Each parameter may come any number of times; slugs that nobody knows are ignored. `find` shows the
    entities of that name. Looking for one sends the form as it is, so that no address is ever part of a
    location; it subscribes to nothing.
    """
    if request.method == "POST" and not is_search(request.POST):
        form = SubscribeForm(request.POST)
        if form.is_valid():
            subscribe(email=form.cleaned_data["email"], **form.wishes())
            return redirect("alerts:asked")
        return render(request, "web/subscribe.html", {"form": form}, status=422)
    form = SubscribeForm(initial=asked_in(request.POST if request.method == "POST" else request.GET))
    return render(request, "web/subscribe.html", {"form": form})


@require_safe
def asked_page(request: HttpRequest) -> HttpResponse:
    """The same answer for every address, so that it tells nobody who is subscribed."""
    return answer(
        request,
        heading=_("Please look into your mailbox"),
        text=_(
            "If the address can receive alerts, a mail with a link is on its way to it. Nothing else is "
            "sent before you have opened that link and confirmed. An address is asked a few times an hour "
            "at most."
        ),
    )


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show what was asked for; with POST let it count."""
    key = request_of(token)
    if request.method == "POST":
        confirm(request=key)
        return answer(
            request,
            heading=_("Your alerts are confirmed"),
            text=_("You will get mails about what is recorded from now on. Each has a link that ends them."),
        )
    found = requests_of(Subscription.objects.filter(request=key).select_related(*_NAMED))
    if not found:
        raise NothingToConfirm("The request is gone.")
    return render(request, "web/alerts/confirm.html", {"asked": found[0]})


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_page(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once more; with POST, by a person or by a mail program (RFC 8058), end everything."""
    subscriber = holder_of(token)
    if request.method == "POST":
        leave(subscriber)
        return answer(request, heading=_("Your alerts have ended"), text=str(_LEFT))
    return answer(
        request,
        heading=_("End all alerts?"),
        text=_("This ends everything you asked for and deletes your address."),
        action=request.path_info,
        button=_("End all alerts"),
    )


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def manage_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show what one subscriber asked for; with POST end one request (`request`), or else everything."""
    subscriber = managed_by(token)
    if request.method == "POST" and "everything" in request.POST:
        leave(subscriber)
        return answer(request, heading=_("Your alerts have ended"), text=str(_LEFT))
    ended = False
    if request.method == "POST":
        try:
            key = uuid.UUID(request.POST.get("request", ""))
        except ValueError:
            return answer(
                request,
                heading=_("Nothing was ended"),
                text=_("The form did not say what to end."),
                status=400,
            )
        if not cancel(subscriber, request=key):
            return answer(request, heading=_("Your alerts have ended"), text=str(_LEFT))
        ended = True
    found = requests_of(Subscription.objects.filter(subscriber=subscriber).select_related(*_NAMED))
    return render(request, "web/alerts/manage.html", {"requests": found, "ended": ended})
