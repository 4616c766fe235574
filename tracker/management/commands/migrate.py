"""`migrate` as the owner of the tables, followed by the grants to the application's role."""

from typing import Any

from django.core.management.commands import migrate

from tracker.database import has_owner, owner_connection
from tracker.grants import grant_to_application


class Command(migrate.Command):
    """Django's `migrate`, run with the role that owns the tables."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate as DATABASE_OWNER_URL, then let the role of DATABASE_URL read and write rows."""
        if not has_owner():
            super().handle(*args, **options)
            self.stderr.write(
                self.style.WARNING(
                    "The application's role owns the tables, so it could also change or empty them: "
                    "set DATABASE_OWNER_URL to another role than DATABASE_URL's."
                )
            )
            return
        with owner_connection():
            super().handle(*args, **options)
            if not (options["plan"] or options["check_unapplied"]):
                grant_to_application()
