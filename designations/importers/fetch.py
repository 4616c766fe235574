"""Checking a feed: fetch its files, import them if they changed, and say when to look again.

A worker that is killed leaves nothing: files lie in a temporary directory, and the import is one transaction
with the feed's next date. The feed's lease runs out, and the next check does the same again.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from django.db import transaction

from designations.editorial.errors import EditorialError
from designations.importers.entries import FileRefused
from designations.importers.formats import adapter
from designations.importers.robots import heed_robots
from designations.importers.run import Outcome, import_version
from designations.importers.schedule import alone, failed, succeeded
from designations.models import Feed, Snapshot
from designations.net.errors import FetchError
from designations.net.fetch import Limits, Validators, fetch
from designations.net.here import PRODUCT, agent, allowed

logger = logging.getLogger(__name__)
_SUFFIX = re.compile(r"(\.[a-z]{1,5})?\.[a-z0-9]{1,5}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A version of a feed on the disk, and what the servers said of each file."""

    files: dict[str, Path]
    validators: dict[str, Validators]


class CheckedElsewhere(Exception):
    """Another worker checks the feed at this moment."""


def check(feed: Feed, *, run: Callable[..., Outcome] = import_version) -> Outcome | None:
    """Fetch `feed` and `run` the import of what is new; None where nothing changed or it failed.

    Whatever happens is recorded on the feed, with the time of its next check. Raises `CheckedElsewhere`, and
    errors that nobody foresaw, which are recorded as well.
    """
    with alone(feed) as is_ours:
        if not is_ours:
            raise CheckedElsewhere(f"{feed.name} is being checked by another worker")
        try:
            with TemporaryDirectory(prefix="feed-") as folder:
                return _checked(feed, folder=Path(folder), run=run)
        except (FetchError, FileRefused, EditorialError) as error:
            logger.warning("%s could not be checked: %s", feed.slug, error)
            failed(feed, reason=str(error), not_before=getattr(error, "not_before", None))
        except Exception as error:
            failed(feed, reason=f"an error of the tracker itself ({type(error).__name__})")
            raise
    return None


def _checked(feed: Feed, *, folder: Path, run: Callable[..., Outcome]) -> Outcome | None:
    retrieved = retrieve(feed, folder=folder)
    if retrieved is None:
        succeeded(feed)
        return None
    with transaction.atomic():
        outcome = run(feed, files=retrieved.files)
        last = outcome.taken.snapshot or feed.snapshots.order_by("-pk")[0]
        if last.state == Snapshot.State.REJECTED:
            failed(feed, reason=last.reason)
        elif last.state == Snapshot.State.HELD:
            # Fetched again each time: a file that is sound again must not wait for an editor.
            succeeded(feed, validators={})
        else:
            succeeded(feed, validators=_kept(feed, retrieved, digest=outcome.taken.digest))
    return outcome if outcome.taken.snapshot else None


def retrieve(feed: Feed, *, folder: Path) -> Retrieved | None:
    """The files of `feed` by role, in `folder`; None where the servers say that none of them changed.

    Raises `FetchError`, and `FileRefused` for a feed whose addresses do not fit its format.
    """
    addresses = addresses_of(feed)
    known = _known(feed, addresses)
    networks = allowed()
    limits = Limits(allowed=networks)
    found = Retrieved({}, {})
    same: list[str] = []

    def get(role: str, *, unless: Validators | None) -> None:
        path = folder / f"{role}{_suffix(addresses[role])}"
        answer = fetch(addresses[role], to=path, agent=agent(), known=unless, limits=limits)
        if answer.is_unchanged:
            same.append(role)
        else:
            found.files[role], found.validators[role] = path, answer.validators

    for role, address in addresses.items():
        if not feed.ignores_robots:
            heed_robots(address, folder=folder, product=PRODUCT, agent=agent(), allowed=networks)
        get(role, unless=known.get(role))
    if len(same) == len(addresses):
        return None
    # A version is all of its files: those that stayed are needed as well.
    for role in same:
        get(role, unless=None)
    return found


def addresses_of(feed: Feed) -> dict[str, str]:
    """Where each file of `feed` lies, by role. Raises `FileRefused` naming what does not fit its format."""
    roles = adapter(feed.adapter).ROLES
    addresses = feed.addresses
    if not isinstance(addresses, dict) or not addresses.get("main"):
        raise FileRefused('the feed has no address for the role "main"')
    for role, address in addresses.items():
        if role not in roles:
            raise FileRefused(f"this format has the roles {', '.join(roles)}, not '{role}'")
        if not isinstance(address, str):
            raise FileRefused(f"the address for the role '{role}' is no text")
    return addresses


def _suffix(url: str) -> str:
    """The end of the file's name ('.csv', '.xml.gz'), by which some formats are told apart."""
    found = "".join(PurePosixPath(urlsplit(url).path.lower()).suffixes[-2:])
    return found if _SUFFIX.fullmatch(found) else ""


def _known(feed: Feed, addresses: Mapping[str, str]) -> dict[str, Validators]:
    """What to ask with: only where the feed still has the very version and address that it was said of."""
    last = feed.snapshots.order_by("-pk").first()
    if last is None or last.state != Snapshot.State.IMPORTED or feed.validators.get("sha256") != last.sha256:
        return {}
    return {
        role: Validators(said["etag"], said["last_modified"])
        for role, said in feed.validators["files"].items()
        if addresses.get(role) == said["address"]
    }


def _kept(feed: Feed, retrieved: Retrieved, *, digest: str) -> dict[str, object]:
    files = {
        role: asdict(said) | {"address": feed.addresses[role]}
        for role, said in retrieved.validators.items()
        if said.headers()
    }
    return {"sha256": digest, "files": files}
