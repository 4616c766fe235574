"""Links that prove possession of an address."""

import uuid
from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone
from pytest_django.fixtures import Settings

from designations.alerts.links import (
    LinkExpired,
    LinkRefused,
    confirm_url,
    holder_of,
    manage_url,
    managed_by,
    request_of,
    unsubscribe_url,
)
from designations.models import Subscriber


def token_of(url: str) -> str:
    """The last part of a link's path."""
    return url.rstrip("/").rsplit("/", 1)[1]


@pytest.fixture
def reader() -> Subscriber:
    return Subscriber.objects.create(email="reader@example.org")


def test_a_confirmation_link_leads_back_to_its_request() -> None:
    request = uuid.uuid4()
    assert request_of(token_of(confirm_url(request))) == request


def test_a_confirmation_link_is_good_for_seven_days() -> None:
    request = uuid.uuid4()
    for age, good in ((timedelta(days=6, hours=23), True), (timedelta(days=7, seconds=5), False)):
        signer = signing.TimestampSigner(salt="designations.alerts.confirm")
        moment = int((timezone.now() - age).timestamp())
        value = signing.b62_encode(moment)
        body = signing.dumps(request.hex, salt="designations.alerts.confirm").split(":")[0]
        signed = super(signing.TimestampSigner, signer).sign(f"{body}:{value}")
        if good:
            assert request_of(signed) == request
        else:
            with pytest.raises(LinkExpired):
                request_of(signed)


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "Imh1aCI:1t:sig", "\0" * 40, "ä" * 40])
@pytest.mark.django_db
def test_what_is_no_link_of_ours_is_refused(token: str) -> None:
    for read in (request_of, managed_by, holder_of):
        with pytest.raises(LinkRefused):
            read(token)


@pytest.mark.django_db
def test_a_link_for_one_purpose_is_no_key_for_another(reader: Subscriber) -> None:
    manage, unsubscribe = token_of(manage_url(reader)), token_of(unsubscribe_url(reader))
    assert managed_by(manage) == holder_of(unsubscribe) == reader
    for read, token in ((holder_of, manage), (managed_by, unsubscribe), (request_of, manage)):
        with pytest.raises(LinkRefused):
            read(token)


@pytest.mark.django_db
def test_part_of_a_token_is_no_token(reader: Subscriber) -> None:
    for token in (reader.token[:-1], reader.token[:8], reader.token + "x", reader.token[:20] + "%" * 23):
        with pytest.raises(LinkRefused):
            holder_of(token)


@pytest.mark.django_db
def test_the_link_to_unsubscribe_outlives_the_secret_key(reader: Subscriber, settings: Settings) -> None:
    token = token_of(unsubscribe_url(reader))
    settings.SECRET_KEY = "another"
    assert holder_of(token) == reader


@pytest.mark.django_db
def test_links_die_with_the_subscriber(reader: Subscriber) -> None:
    manage, unsubscribe = token_of(manage_url(reader)), token_of(unsubscribe_url(reader))
    reader.delete()
    for read, token in ((managed_by, manage), (holder_of, unsubscribe)):
        with pytest.raises(LinkRefused):
            read(token)
