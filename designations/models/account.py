"""What happens to the accounts of the desk, their sessions, and the attempts to sign in."""

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone


class AccountEvent(models.Model):
    """One thing that happened to an account. Inserted once, never changed; no password or code is in it."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", "signed in"
        SIGN_IN_FAILED = "sign_in_failed", "failed to sign in"
        SIGN_IN_BARRED = "sign_in_barred", "was barred from signing in for a while"
        SIGNED_OUT = "signed_out", "signed out"
        CODE_REFUSED = "code_refused", "gave a wrong code"
        RECOVERY_CODE_USED = "recovery_code_used", "used a recovery code"
        DEVICE_ENROLLED = "device_enrolled", "enrolled a device"
        DEVICE_RESET = "device_reset", "reset the devices"
        RECOVERY_CODES_MADE = "recovery_codes_made", "made recovery codes"
        PASSWORD_CHANGED = "password_changed", "changed the password"
        SESSION_ENDED = "session_ended", "ended sessions"
        ACCOUNT_CREATED = "account_created", "created the account"
        ACCOUNT_CHANGED = "account_changed", "changed the account"
        GROUP_CHANGED = "group_changed", "changed a group"
        EXPORTED = "exported", "exported"
        IMPORTED = "imported", "imported"

    at = models.DateTimeField(default=timezone.now, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Who did it; nobody where the person did not prove to be anybody.",
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", help_text="Whose account."
    )
    address = models.CharField(
        max_length=50, blank=True, help_text="The network it came from, not the machine."
    )
    detail = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="account_event_at"),
            models.Index(fields=["kind", "-at"], name="account_event_kind"),
        ]
        permissions = [("manage_account", "Can end the sessions and reset the devices of others")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_kind_display()}"


class DeskSession(models.Model):
    """What a person is told of a session of theirs. Goes when the session goes, and with it what it says."""

    session = models.OneToOneField(Session, models.CASCADE, related_name="desk")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="desk_sessions")
    since = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now)
    agent = models.CharField(max_length=60, blank=True, help_text="The browser and the system, no more.")
    address = models.CharField(max_length=50, blank=True, help_text="The network, not the machine.")

    class Meta:
        ordering = ["-last_seen_at"]

    def __str__(self) -> str:
        return f"{self.user}, since {self.since:%d %B %Y}"


class SignInAttempt(models.Model):
    """One try that counts towards a limit. The key is a keyed hash: no name or address is kept."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["key", "-at"], name="sign_in_attempt_key")]

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.at:%Y-%m-%d %H:%M}"
