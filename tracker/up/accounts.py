"""Demonstration accounts: enough people for a draft, a review and a publication."""

import secrets

from django.contrib.auth.models import Group, User
from django.db import transaction

GROUPS = {
    "administrator": ["administrator", "publisher"],
    "editor-1": ["editor"],
    "editor-2": ["editor"],
    "publisher": ["publisher"],
    "contributor": ["contributor"],
}


def create_demonstration_accounts() -> dict[str, str]:
    """Create the accounts on a site where nobody can log in yet; return passwords by user name.

    Once there is anybody, nothing is created or returned: passwords are shown once and kept nowhere.
    """
    with transaction.atomic():
        if User.objects.filter(is_active=True).exists():
            return {}
        passwords = {username: secrets.token_urlsafe(12) for username in GROUPS}
        for username, groups in GROUPS.items():
            user = User.objects.create_user(username=username, password=passwords[username], is_staff=True)
            user.groups.set([Group.objects.get_or_create(name=name)[0] for name in groups])
    return passwords
