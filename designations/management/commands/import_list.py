"""Import one or more versions of an official list file by hand."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from designations.editorial.errors import EditorialError
from designations.importers.formats import adapter
from designations.importers.run import Outcome, import_version
from designations.models import Feed

STAGES = 4


class Command(BaseCommand):
    help = "Import a version of a feed from files. Unchanged files cost a hash; refused ones change nothing."

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
        files = _files(file, roles=adapter(found.adapter).ROLES)
        hidden = options["json"] or options["verbosity"] == 0
        with tqdm(total=STAGES, disable=True if hidden else None, file=self.stderr, unit="stage") as bar:

            def progress(stage: str) -> None:
                bar.set_description(stage)
                bar.update()

            try:
                outcome = import_version(
                    found,
                    files=files,
                    dated=options["dated"],
                    publish=options["publish"],
                    accept_losses=options["accept_losses"],
                    progress=progress,
                )
            except EditorialError as error:
                raise CommandError(f"{error}\nNothing was imported.") from error
        self.stdout.write(json.dumps(outcome.as_json()) if options["json"] else _told(outcome))


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
    )
    return ", ".join(f"{told[name]} {name.replace('_', ' ')}" for name in numbers)
