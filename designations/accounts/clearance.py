"""Whether somebody who gave a password is through, or what is still asked: a code, or to enrol a device."""

from enum import StrEnum

import django_otp
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest

from designations.accounts.devices import has_device

# Said once a session, so that not every page asks whether there is a device.
_WITHOUT = "signed_in_without_device"


class Step(StrEnum):
    """What is still asked."""

    NOTHING = "nothing"
    CODE = "code"
    ENROL = "enrol"


def is_required() -> bool:
    """Whether staff need a second factor. Only the word 'optional' makes it so; anything else is required."""
    return bool(settings.STAFF_TWO_FACTOR != "optional")


def step_of(request: HttpRequest) -> Step:
    """What is still asked of the member of staff who sends `request`."""
    user = request.user
    if not isinstance(user, User):
        raise TypeError("nobody is signed in")
    if getattr(user, "otp_device", None) is not None:
        return Step.NOTHING
    if not is_required() and request.session.get(_WITHOUT) == user.pk:
        return Step.NOTHING
    if has_device(user):
        return Step.CODE
    if is_required():
        return Step.ENROL
    request.session[_WITHOUT] = user.pk
    return Step.NOTHING


def is_cleared(request: HttpRequest) -> bool:
    """Whether nothing more is asked."""
    return step_of(request) == Step.NOTHING


def clear(request: HttpRequest, device: object) -> None:
    """Remember for this session that its person showed a code of `device`; the session gets a new key."""
    request.session.cycle_key()
    request.session.pop(_WITHOUT, None)
    django_otp.login(request, device)
