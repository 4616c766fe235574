"""Doing a request: retrieve, read in the child process, keep. Every ending is written on the row."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction
from django.utils import timezone

from designations.articles.extract import Extracted, extract
from designations.articles.kept import digest_of, store, unpack
from designations.articles.limits import FETCH_SECONDS, MOST_BYTES
from designations.articles.schedule import MOST_ATTEMPTS, claim, failed, is_mine
from designations.articles.sources import Given, hold, source_at, source_of
from designations.articles.unreadable import Unreadable
from designations.editorial.access import require
from designations.editorial.capture import Raw, keep, readable
from designations.editorial.errors import EditorialError, Incomplete
from designations.editorial.log import take_clock
from designations.models import CaptureRequest
from designations.net.errors import FetchError
from designations.net.fetch import Limits, fetch
from designations.net.here import agent, allowed

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The bytes of an article on the disk, where they came from and as what."""

    path: Path
    url: str
    content_type: str


def take(key: int) -> None:
    """Do the request `key`, unless another worker has it or it is finished.

    Whatever happens is recorded on the request; errors that nobody foresaw are raised as well.
    """
    request = claim(key)
    if request is None:
        return
    try:
        if request.attempts > MOST_ATTEMPTS:
            raise Unreadable(f"the worker was lost {MOST_ATTEMPTS} times while it was at this; try it again")
        with TemporaryDirectory(prefix="article-") as folder:
            _done(request, folder=Path(folder))
    except (FetchError, Unreadable, EditorialError) as error:
        logger.warning("capture request %s failed: %s", request.pk, error)
        request.source = request.source or source_at(request.url)
        failed(request, reason=_told(error))
    except Exception as error:
        failed(request, reason=f"an error of the tracker itself ({type(error).__name__})")
        raise


def _done(request: CaptureRequest, *, folder: Path) -> None:
    got = _retrieve(request, to=folder / "document")
    found = extract(got.path, content_type=got.content_type, url=got.url)
    text = readable(found.text)
    sha256 = digest_of(got.path)
    name = request.upload.name or store(got.path, sha256=sha256)
    with transaction.atomic():
        take_clock()
        if not is_mine(request):
            return
        _keep(request, found, text=text, raw=Raw(
            name=name, sha256=sha256, media_type=found.media_type, url="" if request.upload else got.url
        ))  # fmt: skip


def _keep(request: CaptureRequest, found: Extracted, *, text: str, raw: Raw) -> None:
    by = request.requested_by
    require(by, "add_capture")
    if request.url:
        hold(request.url)
    source = source_of(
        found, url=request.url, title=str(Given("", text)), by=by, known=request.source
    )  # fmt: skip
    request.capture = keep(source, text=text, by=by, raw=raw)
    request.source, request.state, request.reason = source, CaptureRequest.State.DONE, ""
    request.finished_at, request.leased_until = timezone.now(), None
    request.save(update_fields=["capture", "source", "state", "reason", "finished_at", "leased_until"])
    logger.info("capture request %s kept as capture %s", request.pk, request.capture.pk)


def _retrieve(request: CaptureRequest, *, to: Path) -> Retrieved:
    if request.upload:
        unpack(str(request.upload.name), to=to)
        return Retrieved(to, request.url, request.upload_type)
    limits = Limits(
        total_seconds=FETCH_SECONDS,
        most_bytes=MOST_BYTES,
        allowed=allowed(),
    )
    fetched = fetch(request.url, to=to, agent=agent(), limits=limits)
    return Retrieved(to, fetched.url, fetched.content_type)


def _told(error: Exception) -> str:
    if isinstance(error, Incomplete):
        return " ".join(message for messages in error.errors.values() for message in messages)
    text = str(error)
    return text if text.startswith("http") else text[:1].upper() + text[1:]
