"""From an address, a file or a pasted text to a source with its capture, whatever happens on the way."""

import gzip
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.utils import IntegrityError
from django.utils import timezone

from designations.articles.alike import alike
from designations.articles.ask import add_text, again, ask_address, ask_upload
from designations.articles.schedule import claim, due, failed
from designations.articles.take import take
from designations.editorial.errors import Incomplete, PermissionRefused
from designations.editorial.redact import redact
from designations.models import Capture, CaptureRequest, Source
from tests.designations.articles.documents import PARAGRAPHS, page, pdf
from tests.factories import administrator, editor, make_source, make_user
from tests.web_server import Answer, WebServer

pytestmark = pytest.mark.django_db


def done(request: CaptureRequest) -> CaptureRequest:
    take(request.pk)
    request.refresh_from_db()
    return request


def unpacked(capture: Capture) -> bytes:
    with capture.raw.open() as packed:
        return gzip.decompress(packed.read())


def test_an_address_becomes_a_source_with_its_text_and_bytes(server: WebServer) -> None:
    body = page().encode()
    server.answers["/a?id=7"] = Answer(body, headers={"Content-Type": "text/html; charset=utf-8"})
    row = done(ask_address(server.url("/a?id=7&utm_source=mail#top"), by=editor()))
    assert (row.state, row.reason, row.leased_until) == ("done", "", None)
    source, capture = row.source, row.capture
    assert source is not None
    assert capture is not None
    told = (
        source.url,
        source.title,
        source.author,
        source.publisher,
        str(source.published_on),
        source.language,
    )
    assert told == (
        server.url("/a?id=7"), "On a removal", "Jane Doe", "Example Wire", "2024-05-29", "en",
    )  # fmt: skip
    assert PARAGRAPHS[0] in capture.text
    assert capture.sha256 == sha256(capture.text.encode()).hexdigest()
    assert capture.raw_sha256 == sha256(body).hexdigest()
    assert unpacked(capture) == body
    assert (capture.captured_by, capture.media_type, capture.url) == (
        editor(),
        "text/html",
        server.url("/a?id=7"),
    )


def test_the_same_address_again_gives_a_second_capture_under_the_source_and_keeps_what_was_corrected(
    server: WebServer,
) -> None:
    server.answers["/a"] = Answer(page().encode())
    first = done(ask_address(server.url("/a"), by=editor()))
    Source.objects.update(author="As corrected")
    server.answers["/a?utm_medium=x"] = server.answers["/a"] = Answer(
        page(*PARAGRAPHS, "A late addition.").encode()
    )
    second = done(ask_address(server.url("/a?utm_medium=x"), by=editor()))
    assert second.source == first.source
    assert Source.objects.get().author == "As corrected"
    assert Capture.objects.count() == 2
    assert "A late addition." in Capture.objects.latest("pk").text


def test_a_dead_link_keeps_its_captures_and_the_failure_stands_beside_them(server: WebServer) -> None:
    server.answers["/a"] = Answer(page().encode())
    done(ask_address(server.url("/a"), by=editor()))
    server.answers["/a"] = Answer(status=410)
    row = done(ask_address(server.url("/a"), by=editor()))
    assert (row.state, row.source, row.capture) == ("failed", Source.objects.get(), None)
    assert "410" in row.reason
    assert Capture.objects.count() == 1
    server.answers["/a"] = Answer(page().encode())
    assert done(again(row, by=editor())).state == "done"


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(b"\x89PNG\r\n\x1a\n" + b"\0" * 50), "neither a web page"),
        (Answer(b""), "empty"),
        (Answer(pdf(stream=b"")), "no text in it"),
        (Answer(b"long text " * 300_000, headers={"Content-Type": "text/plain"}), "at most 2,000,000"),
        (Answer(status=302, headers={"Location": "http://169.254.169.254/latest/"}), "no public address"),
    ],
)
def test_what_gives_no_text_fails_with_a_reason_and_leaves_no_source(
    server: WebServer, answer: Answer, why: str
) -> None:
    server.answers["/a"] = answer
    row = done(ask_address(server.url("/a"), by=editor()))
    assert row.state == "failed"
    assert why in row.reason
    assert not Source.objects.exists()
    assert not Capture.objects.exists()


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "gopher://example.org/", "https://u:p@example.org/", "x"]
)
def test_an_address_that_is_never_asked_is_refused_at_once(url: str) -> None:
    with pytest.raises(Incomplete) as refusal:
        ask_address(url, by=editor())
    assert list(refusal.value.errors) == ["url"]
    assert not CaptureRequest.objects.exists()


def test_who_may_not_capture_is_refused() -> None:
    for asking in (
        lambda: ask_address("https://example.org/", by=make_user()),
        lambda: ask_upload(ContentFile(b"x", name="x"), by=make_user()),
        lambda: add_text("Words.", by=make_user()),
    ):
        with pytest.raises(PermissionRefused):
            asking()


def test_an_upload_is_read_like_an_address(captures: Path) -> None:
    body = pdf(*PARAGRAPHS)
    row = done(
        ask_upload(ContentFile(body, name="../../an order.pdf"), by=editor(), content_type="text/html")
    )
    assert row.state == "done"
    assert row.capture is not None
    assert (row.upload_name, row.capture.media_type) == ("an_order.pdf", "application/pdf")
    assert unpacked(row.capture) == body
    assert str(row.source) == "On an order"
    assert all(captures in path.parents for path in captures.rglob("*.gz"))


def test_a_pasted_text_is_kept_at_once_under_the_source_of_its_address() -> None:
    source = make_source()
    kept = add_text("A title\n\nAnd words.", by=editor(), url="https://news.example.org:443/article#x")
    assert kept.source == source
    assert str(add_text("A title\n\nAnd words.", by=editor()).source) == "A title"


def test_a_killed_worker_loses_nothing_and_cannot_speak_any_more(server: WebServer) -> None:
    server.answers["/a"] = Answer(page().encode())
    row = ask_address(server.url("/a"), by=editor())
    assert due() == [row.pk]
    lost = claim(row.pk)
    assert lost is not None
    assert claim(row.pk) is None
    assert due() == []
    take(row.pk)
    assert not Capture.objects.exists()
    CaptureRequest.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert due() == [row.pk]
    take(row.pk)
    failed(lost, reason="too late")
    row.refresh_from_db()
    assert (row.state, row.attempts, due()) == ("done", 2, [])


def test_a_request_that_loses_every_worker_ends_with_that_reason() -> None:
    row = ask_address("https://example.org/", by=editor())
    CaptureRequest.objects.update(attempts=3)
    assert "lost 3 times" in done(row).reason


def test_a_request_for_an_address_that_waits_already_is_the_same() -> None:
    first = ask_address("https://example.org/a", by=editor())
    assert ask_address("https://EXAMPLE.org:443/a#b", by=administrator()) == first


def test_a_request_without_an_end_is_refused_by_the_database() -> None:
    ask_address("https://example.org/a", by=editor())
    for values in ({"state": "failed"}, {"state": "done", "finished_at": timezone.now()}, {"url": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CaptureRequest.objects.update(**values)


def test_texts_that_are_the_same_or_nearly_are_pointed_out_and_others_are_not() -> None:
    long = " ".join(PARAGRAPHS)
    kept = add_text(long, by=editor(), title="One")
    same = add_text(long, by=editor(), title="Two")
    near = add_text(long.replace("Monday", "Tuesday"), by=editor(), title="Three")
    add_text(" ".join(reversed(long.split())), by=editor(), title="Four")
    found = [(row.capture, row.is_same) for row in alike(kept)]
    assert found == [(same, True), (near, False)]


def test_redaction_takes_the_bytes_with_the_text(
    server: WebServer, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    server.answers["/a"] = Answer(page().encode())
    capture = done(ask_address(server.url("/a"), by=editor())).capture
    assert capture is not None
    name = str(capture.raw.name)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        redact(capture, by=administrator(), reason="A court ordered it.")
    assert (capture.raw.name, capture.fingerprint) == ("", None)
    assert len(capture.raw_sha256) == 64
    assert not default_storage.exists(name)
