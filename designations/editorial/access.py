"""Who may do what, and the two users that are programs."""

from django.contrib.auth.models import User

from designations.editorial.errors import PermissionRefused

# The stated policies under which programs publish without a second person (DESIGN, section 4, rule 5).
FACTS, IMPORTER = "facts", "importer"
SYSTEM_USERS = {
    FACTS: "Shipped fact base: every event was read in at least one cited source before it was released.",
    IMPORTER: "Trusted feed: the official list file itself is the source of the event.",
}


def is_system(user: User) -> bool:
    """Whether `user` is one of the programs; they have no password and cannot log in."""
    return user.username in SYSTEM_USERS and not user.is_active and not user.has_usable_password()


def system_user(name: str) -> User:
    """The program called `name`, as the migrations created it."""
    return User.objects.get(username=name)


def may(user: User, permission: str) -> bool:
    """Whether `user` holds `permission` of this application (such as `publish_event`)."""
    return is_system(user) or user.has_perm(f"designations.{permission}")


def require(user: User, permission: str) -> None:
    """Raise `PermissionRefused` unless `user` holds `permission`."""
    if not may(user, permission):
        from designations.models import Draft

        wanted = dict(Draft._meta.permissions).get(permission, permission)
        raise PermissionRefused(
            f"{user.username} lacks the permission '{wanted}'. An administrator grants it through a group."
        )


def may_submit(user: User, *, author_id: int) -> bool:
    """Whether `user` sends a draft of that author for review: their own, and those who review anybody's."""
    return may(user, "submit_draft") and (user.pk == author_id or may(user, "review_draft"))


def require_submit(user: User, *, author_id: int) -> None:
    """Raise `PermissionRefused` unless `may_submit`."""
    require(user, "submit_draft")
    if not may_submit(user, author_id=author_id):
        raise PermissionRefused("Only its author or an editor sends a draft for review.")
