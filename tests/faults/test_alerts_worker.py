"""Real workers are killed, a real broker is away: after the restart every mail arrives once."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from celery import Celery
from celery.app import app_or_default
from django.conf import settings
from django.db import connection

from designations.models import AlertCursor, Change, Delivery
from tests.factories import make_entity, make_event
from tests.faults.processes import wait_until
from tests.followers import follow
from tests.mailbox import Mailbox, mailbox
from tracker.embedded import valkey
from tracker.embedded.account import server_account
from tracker.embedded.places import Places

__all__ = ["mailbox"]
pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
PROJECT = Path(__file__).resolve().parent.parent.parent


class Broker:
    """A Valkey of the test's own, which can be stopped and started again."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.account = server_account(places)
        places.state.mkdir(parents=True)
        self.account.own(places.run)
        self.server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, with whatever it held when it stopped."""
        self.server = valkey.start(self.places, account=self.account)

    def stop(self) -> None:
        """Stop it if it runs."""
        if self.server is not None:
            valkey.stop(self.server)
            self.server = None


class Worker:
    """A Celery worker with a beat, on the test's database, broker and mail server."""

    def __init__(self, *, state: Path, environment: dict[str, str]) -> None:
        with (state / "worker.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "celery", "--app", "tracker", "worker", "--beat", "--concurrency", "2",
                 "--loglevel", "INFO"],
                cwd=PROJECT,
                env=os.environ | environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip

    def ended(self) -> bool:
        """Whether it ended by itself."""
        return self.process.poll() is not None

    def kill(self) -> None:
        """Kill it with all its children, as the kernel does when memory runs out."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Let it finish what it does, and end."""
        self.process.terminate()
        self.process.wait(timeout=60)


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    """The broker, running, to which this process's nudges go too."""
    broker = Broker(Places(tmp_path / "broker"))
    broker.start()
    ours = app_or_default()
    app = Celery("elsewhere", broker=broker.places.broker_url(), set_as_current=False)
    app.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    app.set_current()
    yield broker
    ours.set_current()
    broker.stop()


@pytest.fixture
def start_worker(tmp_path: Path, mailbox: Mailbox, broker: Broker) -> Iterator[Callable[[], Worker]]:
    """Starts workers; those that still run are killed after the test."""
    database = connection.settings_dict
    environment = {
        "DJANGO_SETTINGS_MODULE": "tracker.settings.test",
        "TRACKER_STATE_DIR": str(tmp_path / "worker"),
        "DATABASE_URL": f"postgresql://{database['USER']}:{quote(database['PASSWORD'])}@/{database['NAME']}"
        f"?host={quote(database['HOST'], safe='')}&port={database['PORT']}",
        "BROKER_URL": broker.places.broker_url(),
        "EMAIL_URL": f"smtp://{settings.EMAIL_HOST}:{settings.EMAIL_PORT}",
        "ALERTS_LEASE_SECONDS": "4",
        "SWEEP_SECONDS": "0.5",
    }
    (tmp_path / "worker").mkdir()
    workers: list[Worker] = []

    def start() -> Worker:
        workers.append(Worker(state=tmp_path / "worker", environment=environment))
        return workers[-1]

    yield start
    for worker in workers:
        if not worker.ended():
            worker.kill()


def sent() -> bool:
    """Whether everything owed is marked as sent."""
    states = set(Delivery.objects.filter(change__isnull=False).values_list("state", flat=True))
    return states == {"sent"}


def caught_up() -> bool:
    """Whether every change was matched."""
    return AlertCursor.objects.get().seq == Change.objects.known_seq()


def test_a_worker_killed_while_it_sends_delays_the_mail_and_sends_it_once(
    mailbox: Mailbox, start_worker: Callable[[], Worker]
) -> None:
    follow("reader@example.org")
    mailbox.open.clear()
    first = start_worker()
    make_event(entity=make_entity())
    wait_until(lambda: mailbox.knocks > 0, what="the first worker's attempt to send")
    first.kill()
    mailbox.open.set()
    assert Delivery.objects.get(change__isnull=False).state == "due"
    second = start_worker()
    wait_until(sent, what="the mail after the restart")
    second.stop()
    assert [mail["To"] for mail in mailbox.mails] == ["reader@example.org"]
    assert Delivery.objects.get(change__isnull=False).attempts >= 2


def test_what_is_published_while_every_worker_is_dead_is_sent_once_after_the_restart(
    mailbox: Mailbox, start_worker: Callable[[], Worker]
) -> None:
    follow("reader@example.org")
    start_worker().kill()
    make_event(entity=make_entity())
    second = start_worker()
    wait_until(sent, what="the mail after the restart")
    second.stop()
    assert [mail["To"] for mail in mailbox.mails] == ["reader@example.org"]


def test_what_is_published_while_the_broker_is_away_is_sent_once_after_the_restart(
    mailbox: Mailbox, broker: Broker, start_worker: Callable[[], Worker]
) -> None:
    follow("reader@example.org")
    broker.stop()
    version = make_event(entity=make_entity())
    assert Change.objects.filter(seq=version.change_id).exists()
    assert not caught_up()
    broker.start()
    worker = start_worker()
    wait_until(lambda: caught_up() and sent(), what="the mail after the restart")
    worker.stop()
    assert [mail["To"] for mail in mailbox.mails] == ["reader@example.org"]


def test_workers_that_lose_the_broker_send_once_when_it_is_back(
    mailbox: Mailbox, broker: Broker, start_worker: Callable[[], Worker]
) -> None:
    follow("reader@example.org")
    workers = [start_worker()]
    make_event(entity=make_entity())
    wait_until(sent, what="the first mail")
    broker.stop()
    make_event(entity=make_entity())
    broker.start()

    def supervised() -> bool:
        # Celery waits for the broker, but ends when an acknowledgement was under way as the connection broke:
        # then it is started again, as every supervisor does.
        if workers[-1].ended():
            workers.append(start_worker())
        return caught_up() and sent()

    wait_until(supervised, what="the second mail")
    if not workers[-1].ended():
        workers[-1].stop()
    assert [mail["To"] for mail in mailbox.mails] == ["reader@example.org"] * 2
