"""Adding articles, by address, text or file, and reading what was captured."""

from pathlib import Path

from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from designations.models import Capture, CaptureRequest
from tests.designations.admin.permissions.case import Ask, Case, address, changelist, form, look, post, way
from tests.designations.admin.permissions.drafting import WORDS
from tests.factories import editor, make_capture, make_source

ADD = reverse("admin:designations_capturerequest_add")
SOURCE = reverse("admin:designations_source_add")
URL = "https://news.example.org/another"


def _asked(user: User) -> bool:
    return CaptureRequest.objects.filter(requested_by=user).exists()


def by_address(folder: Path) -> Case:
    return Case(
        asks=post(ADD, {"url": URL}), happened=_asked, page=changelist("capturerequest"), offered=f'"{ADD}"'
    )


def by_text(folder: Path) -> Case:
    return Case(
        asks=post(ADD, {"text": WORDS, "title": "A new article"}),
        happened=lambda _: Capture.objects.filter(source__title="A new article").exists(),
    )


def by_upload(folder: Path) -> Case:
    return Case(
        asks=lambda user: [Ask(ADD, {"upload": SimpleUploadedFile("a.txt", WORDS.encode())})],
        happened=_asked,
    )


def by_source(folder: Path) -> Case:
    return Case(
        asks=post(SOURCE, form(SOURCE, title="A new article", captures__0__text=WORDS)),
        happened=lambda _: Capture.objects.filter(source__title="A new article").exists(),
        page=changelist("source"),
        offered=f'href="{SOURCE}"',
    )


def once_more(folder: Path) -> Case:
    row = CaptureRequest.objects.create(
        url=URL, requested_by=editor(), state="failed", reason="No answer.", finished_at=timezone.now()
    )
    return Case(asks=post(address(row, "again")), happened=_asked)


def newer_version(folder: Path) -> Case:
    return Case(asks=post(address(make_source(text=WORDS), "again")), happened=_asked)


def read(folder: Path) -> Case:
    source = make_source(text=WORDS)
    older, newer = source.captures.get(), make_capture(source=source, text=f"{WORDS} Again.")
    compare = reverse("admin:designations_capture_compare", args=[newer.pk, older.pk])
    return look(address(newer, "read"), compare)


WAYS = {
    "add an article": {
        "address": way(by_address, "designations_capturerequest_add"),
        "text": way(by_text, "designations_capturerequest_add"),
        "upload": way(by_upload, "designations_capturerequest_add"),
        "source": way(by_source, "designations_source_add"),
        "again": way(once_more, "designations_capturerequest_again"),
        "newer": way(newer_version, "designations_source_again"),
    },
    "read a capture": {"pages": way(read, "designations_capture_read", "designations_capture_compare")},
}
