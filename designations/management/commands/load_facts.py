"""Load the shipped fact base, or one in another directory."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from designations.editorial.errors import EditorialError
from designations.importers.facts.load import SHIPPED, STAGES, load_facts
from designations.importers.facts.read import FactsRefused

MOST_SHOWN = 50


class Command(BaseCommand):
    help = "Load the CSV fact base; run again, it changes only what differs. Nobody is mailed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "directory", nargs="?", type=Path, default=SHIPPED, help="default: the shipped facts"
        )
        parser.add_argument("--without-events", action="store_true", help="lists, entities and sources only")

    def handle(self, *, directory: Path, without_events: bool, **options: Any) -> None:
        quiet = True if options["verbosity"] == 0 else None
        with tqdm(total=len(STAGES), disable=quiet, file=self.stderr, unit="stage") as bar:

            def progress(stage: str) -> None:
                bar.set_description(stage)
                bar.update()

            try:
                report = load_facts(directory, with_events=not without_events, progress=progress)
            except FactsRefused as error:
                shown = "\n".join(str(fault) for fault in error.faults[:MOST_SHOWN])
                more = (
                    f"\n... and {len(error.faults) - MOST_SHOWN} more"
                    if len(error.faults) > MOST_SHOWN
                    else ""
                )
                raise CommandError(f"{shown}{more}\nNothing was loaded.") from error
            except EditorialError as error:
                raise CommandError(f"{error}\nNothing was loaded.") from error
        for note in report.notes:
            self.stdout.write(note)
        if options["verbosity"] > 0:
            self.stdout.write(
                f"reference rows: {report.created} created, {report.updated} updated; "
                f"events: {report.published} published, {report.corrected} corrected, "
                f"{report.cited} further citations; "
                f"{report.unchanged} rows unchanged, {report.skipped} skipped"
            )
