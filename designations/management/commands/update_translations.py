"""Bring the translations of the pages up to date with the strings in templates and code."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from designations.management.catalogue import bring_up_to_date


class Command(BaseCommand):
    help = "Writes new strings of the public pages into designations/locale and compiles the translations."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        missing = []
        for code, name in settings.LANGUAGES:
            if code != settings.LANGUAGE_CODE:
                missing += [f"{name}: {text}" for text in bring_up_to_date(code)]
        if missing:
            raise CommandError("Without a translation:\n" + "\n".join(missing))
        self.stdout.write("Every string is translated.")
