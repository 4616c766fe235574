"""Look at the whole record for anything that must not be."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from designations.editorial.integrity import findings


class Command(BaseCommand):
    help = "Check log, events, captures, quotations and periods; exit 1 if anything is found."

    def handle(self, **options: Any) -> None:
        found = 0
        for line in findings():
            found += 1
            self.stdout.write(line)
        if found:
            raise CommandError(f"{found} findings")
        self.stdout.write("the record is sound")
