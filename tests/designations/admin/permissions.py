"""What can be done at the desk, each in every way in which it can be asked for, for the table of who may.

A new action gets a function here, named in `WAYS`, and a line in the table of `test_permissions.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from designations.editorial.draft import submit
from designations.editorial.merge import merge
from designations.models import Capture, Citation, DesignationList, Draft, Entity, Event, EventVersion, Merge

from designations.models import Acceptance, Feed, Snapshot, Source  # isort: skip
from tests.designations.admin.forms import draft_fields, filled
from tests.factories import (
    administrator,
    editor,
    make_draft,
    make_entity,
    make_event,
    make_list,
    make_source,
    make_user,
)
from tests.feeds import link_of, make_feed, snapshot_of, version

WORDS = "It was listed."


@dataclass(frozen=True, kw_only=True)
class Case:
    """One thing to try: what is sent where, how it shows that it happened, and where it is offered."""

    url: str
    happened: Callable[[], bool]
    sent: dict[str, Any] | None = None
    page: str = ""
    offered: str = ""

    def ask(self, client: Client) -> Any:
        """Send it; a case without anything to send only looks."""
        if self.sent is None:
            return client.get(self.url)
        return client.post(self.url, self.sent, follow=True)


Make = Callable[[User, Path], Case]


def address(row: Model, page: str = "change") -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def changelist(model: str) -> str:
    return reverse(f"admin:designations_{model}_changelist")


def as_superuser() -> Client:
    client = Client()
    client.force_login(administrator())
    return client


def form(url: str, **changes: Any) -> dict[str, Any]:
    """What the form at `url` sends, whoever sends it."""
    return filled(as_superuser(), url, **changes)


def own_draft(user: User) -> Draft:
    """An open draft of `user`, whether or not that person may write any."""
    draft = make_draft(entity=make_entity())
    Draft.objects.filter(pk=draft.pk).update(author=user, edited_by=user)
    return draft


def submitted() -> Draft:
    return submit(make_draft(entity=make_entity()), by=editor())


def state(draft: Draft) -> str:
    return Draft.objects.get(pk=draft.pk).state


def published() -> EventVersion:
    return make_event(entity=make_entity(), source=make_source(text=WORDS), quote=WORDS)


def offered_on(draft: Draft, verb: str) -> dict[str, str]:
    return {"page": address(draft), "offered": address(draft, verb)}


def write_draft(user: User, folder: Path) -> Case:
    url = reverse("admin:designations_draft_add")
    source = make_source(text=WORDS)
    fields = draft_fields(list=make_list(), entity=make_entity(), source=source, quote=WORDS)
    return Case(
        url=url, sent=form(url, **fields), happened=lambda: Draft.objects.filter(author=user).exists(),
        page=reverse("admin:index"), offered=f'href="{url}"',
    )  # fmt: skip


def change_own_draft(user: User, folder: Path) -> Case:
    draft = own_draft(user)
    url = address(draft)
    return Case(
        url=url,
        sent=form(url, summary="Told anew."),
        happened=lambda: Draft.objects.get(pk=draft.pk).summary != "",
        page=url,
        offered='name="_save"',
    )


def change_draft_of_another(user: User, folder: Path) -> Case:
    draft = make_draft(entity=make_entity())
    url = address(draft)
    return Case(
        url=url,
        sent=form(url, summary="Told anew."),
        happened=lambda: Draft.objects.get(pk=draft.pk).summary != "",
        page=url,
        offered='name="_save"',
    )


def submit_button(user: User, folder: Path) -> Case:
    draft = own_draft(user)
    return Case(
        url=address(draft, "submit"), sent={}, happened=lambda: state(draft) == "submitted",
        **offered_on(draft, "submit"),
    )  # fmt: skip


def bulk(draft: Draft, action: str, becomes: str) -> Case:
    sent = {"action": action, ACTION_CHECKBOX_NAME: [draft.pk], "confirmed": "yes"}
    url = changelist("draft")
    return Case(url=url, sent=sent, happened=lambda: state(draft) == becomes, page=url, offered=action)


def submit_bulk(user: User, folder: Path) -> Case:
    return bulk(own_draft(user), "submit_selected", "submitted")


def review_button(user: User, folder: Path) -> Case:
    draft = submitted()
    return Case(
        url=address(draft, "review"), sent={"verdict": "approve"},
        happened=lambda: state(draft) == "approved",
        **offered_on(draft, "review"),
    )  # fmt: skip


def publish_button(user: User, folder: Path) -> Case:
    draft = submitted()
    return Case(
        url=address(draft, "publish"), sent={}, happened=lambda: state(draft) == "published",
        **offered_on(draft, "publish"),
    )  # fmt: skip


def publish_bulk(user: User, folder: Path) -> Case:
    return bulk(submitted(), "publish_selected", "published")


def event_verb(verb: str, sent: Callable[[Event], dict[str, Any]], happened: Callable[[Event], bool]) -> Make:
    def make(user: User, folder: Path) -> Case:
        event = published().event
        url = address(event, verb)
        return Case(
            url=url, sent=sent(event), happened=lambda: happened(event), page=address(event), offered=url
        )

    return make


correct = event_verb(
    "correct",
    lambda event: {"correction_reason": "The year was wrong."},
    lambda event: Draft.objects.filter(corrects=event).exists(),
)
retract = event_verb(
    "retract",
    lambda event: {"retraction_reason": "Not in the source."},
    lambda event: event.versions.exclude(retraction_reason="").exists(),
)
cite = event_verb(
    "cite",
    lambda event: {"source": make_source().pk},
    lambda event: Citation.objects.filter(version__event=event).count() == 2,
)


def add_source(user: User, folder: Path) -> Case:
    url = reverse("admin:designations_source_add")
    sent = form(url, title="A new article", captures__0__text=WORDS)
    return Case(
        url=url,
        sent=sent,
        happened=lambda: Capture.objects.filter(source__title="A new article").exists(),
        page=changelist("source"),
        offered=f'href="{url}"',
    )


def edit_row(row: Model, field: str, value: str) -> Case:
    url = address(row)
    return Case(
        url=url,
        sent=form(url, **{field: value}),
        happened=lambda: getattr(type(row)._default_manager.get(pk=row.pk), field) == value,
        page=url,
        offered='name="_save"',
    )


def edit_entity(user: User, folder: Path) -> Case:
    return edit_row(make_entity(), "description", "Described anew.")


def edit_source(user: User, folder: Path) -> Case:
    source = make_source()
    url = address(source)
    return Case(
        url=url,
        sent=form(url, publisher="Another wire"),
        happened=lambda: Source.objects.get(pk=source.pk).publisher == "Another wire",
    )


def edit_list(user: User, folder: Path) -> Case:
    return edit_row(make_list(), "authority", "Another ministry")


def add_list(user: User, folder: Path) -> Case:
    url = reverse("admin:designations_designationlist_add")
    sent = form(url, name="New register", slug="new-register", jurisdiction=make_list().jurisdiction.pk)
    return Case(
        url=url,
        sent=sent,
        happened=lambda: DesignationList.objects.filter(slug="new-register").exists(),
    )


def merge_page(user: User, folder: Path) -> Case:
    entity, heir = make_entity(), make_entity()
    url = address(entity, "merge")
    return Case(
        url=url,
        sent={"into": heir.pk, "reason": "One group."},
        happened=Merge.objects.filter(entity=entity).exists,
        page=address(entity),
        offered=url,
    )


def unmerge_page(user: User, folder: Path) -> Case:
    entity = make_entity()
    merge(entity, into=make_entity(), by=administrator(), reason="One group.")
    url = address(entity, "unmerge")
    return Case(
        url=url,
        sent={"reason": "Two after all."},
        happened=Merge.objects.filter(entity=entity, known__endswith__isnull=False).exists,
        page=address(entity),
        offered=url,
    )


def redact_row(row: Model) -> Case:
    url = address(row, "redact")
    return Case(
        url=url,
        sent={"reason": "A court ordered it."},
        happened=lambda: type(row)._default_manager.exclude(redacted_because="").filter(pk=row.pk).exists(),
        page=address(row),
        offered=url,
    )


def redact_quotation(user: User, folder: Path) -> Case:
    return redact_row(published().citations.get())


def redact_capture(user: User, folder: Path) -> Case:
    return redact_row(make_source(text=WORDS).captures.get())


def change_feed(user: User, folder: Path) -> Case:
    feed = make_feed()
    url = address(feed)
    return Case(
        url=url,
        sent=form(url, publisher="Another ministry"),
        happened=lambda: Feed.objects.get(pk=feed.pk).publisher == "Another ministry",
        page=url,
        offered='name="_save"',
    )


def accept_held(user: User, folder: Path) -> Case:
    feed = make_feed()
    version(feed, folder, [(f"A{n}", f"Front {n}") for n in range(12)])
    held = snapshot_of(version(feed, folder, [("A1", "Front 1")], day=1))
    assert held.state == Snapshot.State.HELD
    url = address(held, "accept")
    return Case(
        url=url,
        sent={},
        happened=Acceptance.objects.filter(snapshot=held).exists,
        page=address(held),
        offered=url,
    )


def decide_entry(user: User, folder: Path) -> Case:
    front, feed = make_entity(name="Northern Front"), make_feed()
    version(feed, folder, [("A1", "Northern Front")])
    link = link_of(feed, "A1")
    url = address(link, "decide")
    return Case(
        url=url,
        sent={"entity": front.pk},
        happened=lambda: link_of(feed, "A1").decided_by == user,
        page=address(link),
        offered=url,
    )


def grant_role(user: User, folder: Path) -> Case:
    somebody = make_user()
    url = address(somebody)
    sent = form(url, groups=[Group.objects.get(name="editor").pk])
    dates = {f"{name}_{part}": "" for name in ("last_login", "date_joined") for part in (0, 1)}
    return Case(
        url=url,
        sent=sent | dates,
        happened=lambda: somebody.groups.exists(),
        page=url,
        offered='name="_save"',
    )


def add_account(user: User, folder: Path) -> Case:
    url = reverse("admin:auth_user_add")
    words = "a long enough pass phrase"
    return Case(
        url=url,
        sent={"username": "newcomer", "usable_password": "true", "password1": words, "password2": words},
        happened=User.objects.filter(username="newcomer").exists,
    )


def become_superuser(user: User, folder: Path) -> Case:
    url = address(user)
    return Case(
        url=url,
        sent=form(url, is_superuser="on"),
        happened=lambda: User.objects.get(pk=user.pk).is_superuser,
    )


def set_password_of_superuser(user: User, folder: Path) -> Case:
    owner = administrator()
    words = "a long enough pass phrase"
    return Case(
        url=reverse("admin:auth_user_password_change", args=[owner.pk]),
        sent={"usable_password": "true", "password1": words, "password2": words},
        happened=lambda: User.objects.get(pk=owner.pk).check_password(words),
    )


def add_group(user: User, folder: Path) -> Case:
    url = reverse("admin:auth_group_add")
    return Case(url=url, sent={"name": "readers"}, happened=Group.objects.filter(name="readers").exists)


def change_shipped_group(user: User, folder: Path) -> Case:
    group = Group.objects.get(name="contributor")
    return Case(
        url=address(group),
        sent={"name": "renamed"},
        happened=Group.objects.filter(name="renamed").exists,
    )


def reset_devices(user: User, folder: Path) -> Case:
    somebody = make_user()
    device = TOTPDevice.objects.create(user=somebody)
    url = reverse("admin:auth_user_reset_devices", args=[somebody.pk])
    return Case(
        url=url,
        sent={},
        happened=lambda: not TOTPDevice.objects.filter(pk=device.pk).exists(),
        page=address(somebody),
        offered=url,
    )


def end_sessions_of(user: User, folder: Path) -> Case:
    somebody, there = make_user(), Client()
    there.force_login(somebody)
    assert there.get(reverse("admin:index")).status_code == 200
    return Case(
        url=reverse("admin:auth_user_end_sessions", args=[somebody.pk]),
        sent={},
        happened=lambda: not somebody.desk_sessions.exists(),
    )


def see(url: str) -> Make:
    def make(user: User, folder: Path) -> Case:
        return Case(url=url, happened=lambda: True)

    return make


def delete_entity(user: User, folder: Path) -> Case:
    entity = make_entity()
    return Case(
        url=address(entity, "delete"),
        sent={"post": "yes"},
        happened=lambda: not Entity.objects.filter(pk=entity.pk).exists(),
    )


WAYS: dict[str, dict[str, Make]] = {
    "write a draft": {"page": write_draft, "change": change_own_draft},
    "change a draft of another": {"page": change_draft_of_another},
    "send for review": {"button": submit_button, "bulk": submit_bulk},
    "review": {"button": review_button},
    "publish": {"button": publish_button, "bulk": publish_bulk},
    "draft a correction": {"page": correct},
    "retract": {"page": retract},
    "cite": {"page": cite},
    "add a source with its text": {"page": add_source},
    "edit entities and sources": {"entity": edit_entity, "source": edit_source},
    "edit lists": {"change": edit_list, "add": add_list},
    "delete a reference row": {"page": delete_entity},
    "merge and unmerge": {"merge": merge_page, "unmerge": unmerge_page},
    "redact": {"quotation": redact_quotation, "capture": redact_capture},
    "manage feeds": {"page": change_feed},
    "accept a held file": {"button": accept_held},
    "decide an entry": {"button": decide_entry},
    "manage accounts and roles": {"grant": grant_role, "add": add_account, "group": add_group},
    "rise above one's role": {
        "superuser": become_superuser,
        "password": set_password_of_superuser,
        "group": change_shipped_group,
    },
    "see the public log": {"page": see(reverse("admin:designations_change_changelist"))},
    "reset devices and end sessions": {"devices": reset_devices, "sessions": end_sessions_of},
    "see the audit trail": {"page": see(reverse("admin:audit"))},
    "see subscribers": {"page": see(reverse("admin:designations_subscriber_changelist"))},
}
