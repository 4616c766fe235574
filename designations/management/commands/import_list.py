"""Import one or more versions of an official list file by hand."""

import json
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from designations.editorial.errors import EditorialError
from designations.importers.fetch import CheckedElsewhere, check
from designations.importers.formats import adapter
from designations.importers.run import Outcome, import_version
from designations.importers.take import Taken
from designations.models import Feed

STAGES = 4


class Command(BaseCommand):
    help = (
        "Import a version of a feed: from files, or without any from where it is published. "
        "Unchanged files cost a hash; refused ones change nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("feed", help="the feed's slug")
        parser.add_argument(
            "--file",
            action="append",
            default=[],
            metavar="[ROLE=]PATH",
            help="a file of the version, by role where the format has several; may be gzipped; repeat it",
        )
        parser.add_argument(
            "--dated", type=date.fromisoformat, help="the version's date, where the file has none"
        )
        parser.add_argument("--publish", action="store_true", help="publish instead of drafting")
        parser.add_argument("--accept-losses", action="store_true", help="take a file that was held as it is")
        parser.add_argument("--json", action="store_true", help="print what happened as one JSON object")

    def handle(self, *, feed: str, file: list[str], **options: Any) -> None:
        found = Feed.objects.filter(slug=feed).first()
        if found is None:
            known = ", ".join(Feed.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no feed '{feed}'. There are: {known}.")
        files = _files(file, roles=adapter(found.adapter).ROLES) if file else {}
        hidden = options["json"] or options["verbosity"] == 0
        stages = STAGES if file else STAGES + 1
        with tqdm(total=stages, disable=True if hidden else None, file=self.stderr, unit="stage") as bar:

            def progress(stage: str) -> None:
                bar.set_description(stage)
                bar.update()

            try:
                run = partial(
                    import_version,
                    dated=options["dated"],
                    publish=options["publish"],
                    accept_losses=options["accept_losses"],
                    progress=progress,
                )
                if file:
                    outcome = run(found, files=files)
                else:
                    progress("fetching")
                    outcome = check(found, run=run) or _as_before(found)
            except CheckedElsewhere as error:
                raise CommandError(f"{error}. Try again when it is done.") from error
            except EditorialError as error:
                raise CommandError(f"{error}\nNothing was imported.") from error
        self.stdout.write(json.dumps(outcome.as_json()) if options["json"] else _told(outcome))


def _as_before(feed: Feed) -> Outcome:
    """What to say of a fetch that changed nothing. Raises CommandError where it failed."""
    last = feed.snapshots.first()
    if feed.failures or last is None:
        raise CommandError(f"{feed.last_failure}\nNothing was imported.")
    return Outcome(Taken(feed=feed, digest=last.sha256, entries=last.entries))


def _files(given: list[str], *, roles: tuple[str, ...]) -> dict[str, Path]:
    files: dict[str, Path] = {}
    for item in given:
        role, _, path = item.rpartition("=")
        role = role or "main"
        if role not in roles:
            raise CommandError(f"--file {item}: this format has the roles {', '.join(roles)}, not '{role}'.")
        if not Path(path).is_file():
            raise CommandError(f"--file {item}: there is no such file.")
        files[role] = Path(path)
    if "main" not in files:
        raise CommandError("Name the list file: --file PATH.")
    return files


def _told(outcome: Outcome) -> str:
    told = outcome.as_json()
    if told["rejected"] or told["held"]:
        return f"{'held' if told['held'] else 'rejected'}: {told['reason']}"
    if not told["snapshot"]:
        return "unchanged since the last version"
    numbers = (
        "entries",
        "added",
        "removed",
        "removal_pending",
        "changed",
        "undecided",
        "drafts",
        "published",
        "cited",
    )
    return ", ".join(f"{told[name]} {name.replace('_', ' ')}" for name in numbers)
