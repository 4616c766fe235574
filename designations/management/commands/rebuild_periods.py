"""Rebuild the periods from the events, or only compare."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from designations.editorial.rebuild import rebuild


class Command(BaseCommand):
    help = "Fold all events again and replace periods that differ; with --check only say which do."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if anything differs")

    def handle(self, *, check: bool, **options: Any) -> None:
        differences = rebuild(check=check)
        for line in differences:
            self.stdout.write(line)
        if check and differences:
            raise CommandError(f"{len(differences)} designations differ from their events")
        self.stdout.write(f"{len(differences)} differences" if check else f"{len(differences)} rebuilt")
