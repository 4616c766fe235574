"""Rebuild the index of names from the names, or only compare."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from designations.search.rebuild import rebuild


class Command(BaseCommand):
    help = "Put search keys right that differ from the names; with --check only say which do."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if anything differs")

    def handle(self, *, check: bool, **options: Any) -> None:
        differences = 0
        for line in rebuild(check=check):
            differences += 1
            self.stdout.write(line)
        if check and differences:
            raise CommandError(f"{differences} search keys differ from the names")
        self.stdout.write(f"{differences} differences" if check else f"{differences} put right")
