"""Development only: the mails that were written instead of sent, as their reader would see them."""

import email
import re
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

NAME = re.compile(r"[0-9A-Za-z.-]{1,80}\.eml")
SHOWN = 100
HEADERS = ("From", "To", "Subject", "Date", "List-Unsubscribe", "List-Unsubscribe-Post")
# The HTML of a mail is shown without scripts, forms, and anything fetched.
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"


@dataclass(frozen=True)
class WrittenMail:
    """One mail in the mail directory."""

    name: str
    message: EmailMessage

    @property
    def headers(self) -> list[tuple[str, str]]:
        """The headers that say what the mail is."""
        return [(name, str(self.message[name])) for name in HEADERS if self.message[name] is not None]

    def part(self, kind: str) -> str | None:
        """Return the body's `plain` or `html` part, None without one."""
        body = self.message.get_body(preferencelist=(kind,))
        return str(body.get_content()) if isinstance(body, EmailMessage) else None

    @property
    def text(self) -> str | None:
        """The plain text."""
        return self.part("plain")

    @property
    def html(self) -> str | None:
        """The HTML source."""
        return self.part("html")


@require_safe
def mail_list(request: HttpRequest) -> HttpResponse:
    """List the latest mails, newest first."""
    directory = Path(settings.EMAIL_FILE_DIR)
    names = sorted((found.name for found in directory.glob("[!.]*.eml")), reverse=True)
    mails = [_read(name) for name in names[:SHOWN]]
    return render(request, "tracker/mail_list.html", {"mails": mails, "total": len(names)})


@require_safe
def mail_detail(request: HttpRequest, name: str) -> HttpResponse:
    """Show one mail: its headers, its text, and its HTML in a frame that can do nothing."""
    return render(request, "tracker/mail_detail.html", {"mail": _read(name)})


@require_safe
@xframe_options_sameorigin
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """Return the HTML of one mail, sandboxed."""
    html = _read(name).html
    if html is None:
        raise Http404("This mail has no HTML part.")
    return HttpResponse(html, headers={"Content-Security-Policy": SANDBOX})


def _read(name: str) -> WrittenMail:
    if not NAME.fullmatch(name):
        raise Http404("No such mail.")
    try:
        raw = (Path(settings.EMAIL_FILE_DIR) / name).read_bytes()
    except FileNotFoundError as error:
        raise Http404("No such mail.") from error
    return WrittenMail(name=name, message=email.message_from_bytes(raw, policy=policy.default))


urlpatterns = [
    path("dev/mail/", mail_list, name="dev-mail"),
    path("dev/mail/<str:name>/", mail_detail, name="dev-mail-detail"),
    path("dev/mail/<str:name>/html/", mail_html, name="dev-mail-html"),
]
