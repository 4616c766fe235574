"""Second factors: an authenticator that shows codes, and recovery codes for the day on which it is lost."""

from __future__ import annotations

import re
import time
from base64 import b32encode

import segno
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django_otp import verify_token
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

RECOVERY_CODES = 10
_CODE = re.compile(r"[0-9]{6}")


def has_device(user: User) -> bool:
    """Whether `user` has enrolled an authenticator."""
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def codes_left(user: User) -> int:
    """How many recovery codes of `user` are unused."""
    return int(StaticToken.objects.filter(device__user=user).count())


def new_key() -> str:
    """A secret for an authenticator, in hexadecimal."""
    return str(random_hex(20))


def spoken_key(key: str) -> str:
    """`key` as it is typed into an authenticator that has no camera."""
    letters = b32encode(bytes.fromhex(key)).decode()
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def picture_of(key: str, *, user: User, issuer: str) -> SafeString:
    """The address of `key` as a picture to be scanned: SVG of our own, without style or script."""
    device = TOTPDevice(user=user, key=key)
    code = segno.make(f"{device.config_url}&issuer={_plain(issuer)}", error="m")
    border = 4
    size = code.symbol_size(border=border)[0]
    rows = code.matrix_iter(border=border)
    squares = "".join(
        f"M{column},{line}h1v1h-1z"
        for line, row in enumerate(rows)
        for column, dark in enumerate(row)
        if dark
    )
    return format_html(
        '<svg class="desk-qr" role="img" aria-label="QR code of the secret below" viewBox="0 0 {} {}" '
        'shape-rendering="crispEdges"><rect width="{}" height="{}" fill="#fff"/>'
        '<path d="{}" fill="#000"/></svg>',
        size, size, size, size, mark_safe(squares),  # noqa: S308 - digits and letters of ours
    )  # fmt: skip


def enrol(user: User, *, key: str, code: str) -> TOTPDevice | None:
    """Make `key` the authenticator of `user`, in place of any other, if `code` proves it."""
    if not _CODE.fullmatch(_typed(code)):
        return None
    shown = TOTP(bytes.fromhex(key))
    shown.time = time.time()
    if not shown.verify(int(_typed(code)), tolerance=1):
        return None
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        # The code that proved it is spent.
        return TOTPDevice.objects.create(
            user=user, key=key, name="authenticator", confirmed=True, last_t=shown.t()
        )


def make_recovery_codes(user: User) -> list[str]:
    """New recovery codes in place of all former ones. They are shown now and never again."""
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        device = StaticDevice.objects.create(user=user, name="recovery codes", confirmed=True)
        codes = [str(StaticToken.random_token()) for _ in range(RECOVERY_CODES)]
        StaticToken.objects.bulk_create([StaticToken(device=device, token=code) for code in codes])
    return codes


def verified_by(user: User, *, code: str) -> TOTPDevice | StaticDevice | None:
    """The device of `user` that accepts `code`. A code is accepted once; the device slows guessing."""
    typed = _typed(code)
    kind = TOTPDevice if _CODE.fullmatch(typed) else StaticDevice
    for device in kind.objects.filter(user=user, confirmed=True):
        if found := verify_token(user, device.persistent_id, typed):
            return found
    return None


def is_recovery(device: TOTPDevice | StaticDevice) -> bool:
    """Whether `device` stands for recovery codes."""
    return isinstance(device, StaticDevice)


def forget_devices(user: User) -> bool:
    """Take all devices of `user` away; whether there were any."""
    with transaction.atomic():
        gone = TOTPDevice.objects.filter(user=user).delete()[0]
        return bool(StaticDevice.objects.filter(user=user).delete()[0] + gone)


def _typed(code: str) -> str:
    return "".join(code.split()).lower()[:16]


def _plain(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]", "%20", text)
