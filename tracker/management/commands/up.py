"""`up`: everything, on this machine, with one command."""

import fcntl
import os
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections

from tracker.database import owner_connection
from tracker.embedded import client
from tracker.embedded.keeper import try_lock
from tracker.embedded.places import EmbeddedServerError
from tracker.up.accounts import create_demonstration_accounts
from tracker.up.address import Address
from tracker.up.children import ChildEnded, Children
from tracker.up.interrupt import Interrupt, Stopped
from tracker.up.ledger import Ledger

HEALTHY_SECONDS = 60.0
SERVERS_STOP_SECONDS = 40.0


class Command(BaseCommand):
    """Starts servers, site, worker and beat; Ctrl-C stops them all."""

    help = (
        "Run the whole tracker here: PostgreSQL and Valkey if none are configured, the site, a worker and "
        "beat. The first start loads the shipped facts and creates demonstration accounts. Ctrl-C stops all."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare --host, --port and --no-facts."""
        parser.add_argument("--host", default="127.0.0.1", help="where to listen (default: %(default)s)")
        parser.add_argument("--port", type=int, default=8000, help="port of the site (default: %(default)s)")
        parser.add_argument("--no-facts", action="store_true", help="do not load the shipped facts")

    def handle(self, *_: Any, host: str, port: int, no_facts: bool, **__: Any) -> None:
        """Run until a signal comes. Raises CommandError when something does not start or does not stay."""
        if not settings.DEBUG:
            raise CommandError("`up` is for development; production runs the services of docker-compose.yml.")
        began = time.monotonic()
        address = Address(host=host, port=port)
        interrupt = Interrupt()
        interrupt.install()
        try:
            with self._only_run():
                self._run(address, began=began, facts=not no_facts, interrupt=interrupt)
        except Stopped:
            self._say("stopped")
        except (ChildEnded, EmbeddedServerError) as error:
            raise CommandError(str(error)) from error

    def _only_run(self) -> IO[str]:
        """Return the file whose lock says that a run is going on; the kernel drops it with the process."""
        state: Path = settings.TRACKER_STATE_DIR
        state.mkdir(parents=True, exist_ok=True)
        lock = (state / "up.lock").open("a+")
        if not try_lock(lock, fcntl.LOCK_EX):
            lock.close()
            raise CommandError(
                f"The tracker is already running on the data in {state}: stop it first, "
                "or set TRACKER_STATE_DIR to another directory."
            )
        return lock

    def _run(self, address: Address, *, began: float, facts: bool, interrupt: Interrupt) -> None:
        ledger = Ledger(settings.TRACKER_STATE_DIR / "up.json")
        if left := ledger.end_leftovers():
            self._say(f"ended {left} processes that an earlier run left behind")
        address.require_free()
        children = Children(say=self._say, interrupt=interrupt, ledger=ledger)
        try:
            self._prepare(facts=facts)
            self._start(children, address)
            self._wait_until_healthy(children, address)
            self._say(f"ready in {time.monotonic() - began:.1f} s; Ctrl-C stops everything")
            children.wait()
        finally:
            interrupt.finish()
            children.stop()
            self._stop_servers()

    def _prepare(self, *, facts: bool) -> None:
        self._say("starting the database")
        call_command("migrate", verbosity=0)
        if facts and _has_no_facts():
            self._say("loading the shipped facts")
            call_command("load_facts")
            _take_statistics()
        passwords = create_demonstration_accounts()
        if passwords:
            self._say("demonstration accounts, whose passwords are shown only now:")
            for username, password in passwords.items():
                self._say(f"  {username:<14} {password}")
        # Not to be shared with children, nor kept open for nothing.
        connections.close_all()

    def _start(self, children: Children, address: Address) -> None:
        environment = os.environ | {"SITE_URL": os.environ.get("SITE_URL", address.url)}
        celery = [sys.executable, "-m", "celery", "--app", "tracker", "--quiet", "--no-color"]
        commands = {
            "web": [
                *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
                *("--workers", "2", "--blocking-threads", "1", "--workers-kill-timeout", "5"),
                *("--host", address.host, "--port", str(address.port), "tracker.wsgi:application"),
            ],
            "worker": [
                *(*celery, "worker", "--concurrency", "2", "--loglevel", "info"),
                *("--without-gossip", "--without-mingle"),
            ],
            "beat": [*celery, "beat", "--loglevel", "info", "--pidfile", ""],
        }
        children.start(commands, environment=environment, directory=settings.BASE_DIR)
        for name, path in {"site": "/", "admin": "/admin/", "API": "/api/v1/", "mail": "/dev/mail/"}.items():
            self._say(f"  {name:<6} {address.url}{path}")

    def _wait_until_healthy(self, children: Children, address: Address) -> None:
        deadline = time.monotonic() + HEALTHY_SECONDS
        while not address.is_healthy():
            children.check()
            if time.monotonic() > deadline:
                raise CommandError(f"{address.url}/healthz did not answer within {HEALTHY_SECONDS:.0f} s.")
            time.sleep(0.1)

    def _stop_servers(self) -> None:
        connections.close_all()
        if not client.holds(settings.EMBEDDED):
            return
        client.release(settings.EMBEDDED)
        if not client.wait_until_stopped(settings.EMBEDDED, seconds=SERVERS_STOP_SECONDS):
            self._say("the database stays up: another process still uses it")

    def _say(self, line: str) -> None:
        # One write a line: threads that read the children speak, too.
        self.stdout.write(line)
        self.stdout.flush()


def _has_no_facts() -> bool:
    """Tell whether nothing was ever loaded, on a project that has facts to load."""
    if "load_facts" not in get_commands():
        return False
    return not apps.get_model("designations", "Jurisdiction")._default_manager.exists()


def _take_statistics() -> None:
    """Let the first pages have good plans; the server itself would look at what was loaded only in a minute."""
    with owner_connection(), connection.cursor() as cursor:
        cursor.execute("ANALYZE")
