"""Asking for an article: an address to retrieve, a file that was uploaded, or a text that was pasted."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib.auth.models import User
from django.core.files import File
from django.db import transaction
from django.utils.text import get_valid_filename

from designations.articles.extract import Extracted
from designations.articles.kept import digest_of, store
from designations.articles.limits import MOST_BYTES
from designations.articles.sources import Given, hold, source_at, source_of
from designations.articles.tasks import nudge
from designations.editorial.access import require
from designations.editorial.capture import keep, readable
from designations.editorial.errors import Incomplete, NotAllowedNow
from designations.editorial.log import take_clock
from designations.models import Capture, CaptureRequest, Source
from designations.net.addresses import check_url
from designations.net.errors import AddressRefused
from designations.text.partial_dates import PartialDate
from designations.text.web_addresses import plain_address


def ask_address(url: str, *, by: User, source: Source | None = None) -> CaptureRequest:
    """Have `url` retrieved, for `source` if it is known; a request for it that waits already is the one.

    Raises `PermissionRefused`, or `Incomplete` on `url`.
    """
    require(by, "add_capture")
    address = _checked(url)
    waiting = CaptureRequest.objects.filter(
        url=address, upload="", state__in=[CaptureRequest.State.WAITING, CaptureRequest.State.RUNNING]
    ).first()
    return waiting or _asked(CaptureRequest(url=address, requested_by=by, source=source))


def ask_upload(upload: File[bytes], *, by: User, url: str = "", content_type: str = "") -> CaptureRequest:
    """Have the file `upload` read, which came from `url` if that is known.

    Raises `PermissionRefused`, or `Incomplete` on `upload` or `url`.
    """
    require(by, "add_capture")
    address = _checked(url) if url else ""
    if not upload.size or upload.size > MOST_BYTES:
        raise Incomplete(
            {"upload": [f"The file has {upload.size or 0:,} bytes; it may have 1 to {MOST_BYTES:,}."]}
        )
    with TemporaryDirectory(prefix="upload-") as folder:
        path = Path(folder) / "document"
        with path.open("wb") as out:
            shutil.copyfileobj(upload, out)
        name = store(path, sha256=digest_of(path))
    row = CaptureRequest(
        url=address,
        requested_by=by,
        upload_name=get_valid_filename(Path(upload.name or "file").name)[-150:],
        upload_type=content_type[:100],
    )
    row.upload.name = name
    return _asked(row)


def add_text(
    text: str, *, by: User, title: str = "", url: str = "", published_on: PartialDate | None = None
) -> Capture:
    """Keep a pasted text at once, under the source at `url` or a new one called `title`.

    `published_on` is the date of a source that has none yet.

    Raises `PermissionRefused`, or `Incomplete` by field.
    """
    require(by, "add_capture")
    kept = readable(text)
    with transaction.atomic():
        take_clock()
        if url:
            _checked(url)
            hold(url)
        found = Extracted(text=kept, media_type="", published_on=published_on)
        source = source_of(
            found, url=url, title=str(Given(title, kept)), by=by, known=source_at(url) if url else None
        )  # fmt: skip
        return keep(source, text=kept, by=by)


def again(request: CaptureRequest, *, by: User) -> CaptureRequest:
    """A new request for what failed. Raises `NotAllowedNow` for one that did not."""
    require(by, "add_capture")
    if request.state != CaptureRequest.State.FAILED:
        raise NotAllowedNow("This request has not failed; there is nothing to try again.")
    copy = CaptureRequest(
        url=request.url, upload_name=request.upload_name, upload_type=request.upload_type, requested_by=by
    )
    copy.upload.name, copy.source = request.upload.name, request.source
    return _asked(copy)


def _checked(url: str) -> str:
    try:
        return check_url(plain_address(url))
    except AddressRefused as error:
        text = str(error)
        raise Incomplete({"url": [text[:1].upper() + text[1:] + "."]}) from error


def _asked(row: CaptureRequest) -> CaptureRequest:
    row.save()
    transaction.on_commit(partial(nudge, row.pk))
    return row
