"""A publication nudges the workers, and does not care whether anybody hears."""

import socket
import threading
from collections.abc import Callable, Iterator

import pytest
from celery import Celery
from celery.app import app_or_default
from django.conf import settings
from redis import Redis

from designations.alerts.nudge import FAN_OUT, nudge
from designations.models import Change
from tests.factories import make_entity, make_event
from tests.mailbox import free_port


@pytest.fixture
def app() -> Celery:
    return app_or_default()


@pytest.fixture
def queue(app: Celery) -> Iterator[Redis]:
    """The real broker, with an empty queue."""
    with app.connection_for_write() as connection:
        connection.ensure_connection(max_retries=3)
        client: Redis = connection.default_channel.client  # type: ignore[attr-defined]
        client.delete("celery")
        yield client
        client.delete("celery")


@pytest.fixture
def broker_at(app: Celery) -> Iterator[Callable[[int], None]]:
    """Let this thread's messages go to a broker at another port of loopback."""

    def move(port: int) -> None:
        elsewhere = Celery("elsewhere", broker=f"redis://127.0.0.1:{port}/0", set_as_current=False)
        elsewhere.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
        elsewhere.conf.broker_connection_timeout = settings.CELERY_BROKER_CONNECTION_TIMEOUT
        elsewhere.set_current()

    yield move
    app.set_current()


def test_a_nudge_lies_in_the_brokers_queue(queue: Redis) -> None:
    nudge(FAN_OUT)
    [message] = queue.lrange("celery", 0, -1)
    assert FAN_OUT.encode() in message


def test_a_nudge_from_a_thread_of_a_web_server_goes_to_the_same_broker(queue: Redis) -> None:
    thread = threading.Thread(target=nudge, args=[FAN_OUT])
    thread.start()
    thread.join()
    assert queue.llen("celery") == 1


@pytest.mark.django_db(transaction=True)
def test_every_publication_nudges_once_it_is_committed(queue: Redis) -> None:
    make_event(entity=make_entity())
    assert any(FAN_OUT.encode() in message for message in queue.lrange("celery", 0, -1))


@pytest.mark.django_db(transaction=True)
def test_a_publication_stands_when_there_is_no_broker(
    broker_at: Callable[[int], None], caplog: pytest.LogCaptureFixture
) -> None:
    entity = make_entity()
    broker_at(free_port())
    version = make_event(entity=entity)
    assert Change.objects.filter(seq=version.change_id).exists()
    assert "the sweep finds the work" in caplog.text


def test_a_broker_that_never_answers_is_not_waited_for(
    broker_at: Callable[[int], None], caplog: pytest.LogCaptureFixture
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        broker_at(silent.getsockname()[1])
        nudge(FAN_OUT)
        assert "did not take a nudge" in caplog.text
