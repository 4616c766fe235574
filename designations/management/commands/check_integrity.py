"""Look at the whole record for anything that must not be."""

from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from designations.editorial.integrity import findings
from designations.search.rebuild import rebuild


class Command(BaseCommand):
    help = "Check log, events, captures, quotations, periods and search keys; exit 1 if anything is found."

    def handle(self, **options: Any) -> None:
        found = 0
        for line in chain(findings(), rebuild(check=True)):
            found += 1
            self.stdout.write(line)
        if found:
            raise CommandError(f"{found} findings")
        self.stdout.write("the record is sound")
