"""Writing to the audit trail of the accounts."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest
from django.utils import timezone

from designations.accounts.whence import network_of
from designations.models import AccountEvent

Kind = AccountEvent.Kind
_LONGEST = 500


def note(
    kind: AccountEvent.Kind,
    *,
    by: User | AnonymousUser | None,
    account: User | None = None,
    request: HttpRequest | None = None,
    detail: str = "",
) -> None:
    """Write down that `by` did this, to `account` if it is another's; `detail` holds no password or code."""
    actor = by if isinstance(by, User) and by.pk else None
    AccountEvent.objects.create(
        kind=kind,
        actor_id=actor.pk if actor else None,
        account_id=account.pk if account else (actor.pk if actor else None),
        address=network_of(request) if request else "",
        detail=detail[:_LONGEST],
    )


def note_barred(*, account: User | None, request: HttpRequest) -> None:
    """Write down that a network is barred, once for each window: whoever goes on trying fills no table."""
    since = timezone.now() - timedelta(seconds=settings.SIGN_IN_WINDOW_SECONDS)
    told = AccountEvent.objects.filter(
        kind=Kind.SIGN_IN_BARRED, at__gt=since, address=network_of(request), account=account
    )
    if not told.exists():
        note(Kind.SIGN_IN_BARRED, by=None, account=account, request=request)
