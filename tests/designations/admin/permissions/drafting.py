"""Writing drafts: on the form, from a passage, many at once, and from a table."""

import csv
import io
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from designations.importers.drafts.kept import keep
from designations.models import Draft
from tests.designations.admin.forms import draft_fields
from tests.designations.admin.permissions.case import (
    Ask,
    Case,
    Make,
    address,
    changelist,
    form,
    get,
    look,
    post,
    selected,
    way,
)
from tests.factories import editor, make_act, make_draft, make_entity, make_list, make_source

WORDS = "It was listed."
ADD = reverse("admin:designations_draft_add")
BATCH = reverse("admin:designations_draft_batch")
IMPORT = reverse("admin:designations_draft_import")
CHECK = reverse("admin:designations_draft_import_check")
MATCH = "draft-imports"


def open_draft() -> Draft:
    """An open draft of an editor who takes no part."""
    return make_draft(entity=make_entity(), by=editor())


def handed_to(draft: Draft, **more: Any) -> Any:
    """Makes `draft` the words of a person, whether or not that person may write any."""

    def prepare(user: User) -> None:
        Draft.objects.filter(pk=draft.pk).update(author=user, edited_by=user, **more)

    return prepare


def state(draft: Draft) -> str:
    """Where `draft` is on its way."""
    return Draft.objects.get(pk=draft.pk).state


def of_oneself(user: User) -> bool:
    """Whether `user` has written a draft."""
    return Draft.objects.filter(author=user).exists()


def _fields() -> dict[str, Any]:
    return draft_fields(list=make_list(), entity=make_entity(), source=make_source(text=WORDS), quote=WORDS)


def new(folder: Path) -> Case:
    return Case(
        asks=post(ADD, form(ADD, **_fields())), happened=of_oneself,
        page=reverse("admin:index"), offered=f'href="{ADD}"',
    )  # fmt: skip


def new_and_sent(folder: Path) -> Case:
    return Case(
        asks=post(ADD, form(ADD, _submit="1", **_fields())),
        happened=lambda user: Draft.objects.filter(author=user, state="submitted").exists(),
    )


def _change(draft: Draft, **case: Any) -> Case:
    url = address(draft)
    return Case(
        asks=post(url, form(url, summary="Told anew.")),
        happened=lambda _: Draft.objects.get(pk=draft.pk).summary != "",
        page=url,
        offered='name="_save"',
        **case,
    )


def change_own(folder: Path) -> Case:
    draft = open_draft()
    return _change(draft, prepare=handed_to(draft))


def change_of_another(folder: Path) -> Case:
    return _change(open_draft())


def from_passage(folder: Path) -> Case:
    capture = make_source(text=WORDS).captures.get()
    url = reverse("admin:designations_capture_read", args=[capture.pk])
    picked = f"{ADD}?capture={capture.pk}&start=0&end={len(WORDS)}"
    sent = form(picked, list=make_list().pk, entity=make_entity().pk, kind="listed", occurred_on="2003")
    return Case(
        asks=lambda user: [Ask(f"{url}?for=listed&quote={WORDS}"), Ask(picked, sent)],
        happened=of_oneself,
        page=url,
        offered='name="for"',
        follow=True,
    )


def batch(folder: Path) -> Case:
    told = {
        "act": make_act().pk, "list": make_list().pk, "kind": "listed", "occurred_on": "17 April 2025",
        "source": make_source(text=WORDS).pk, "quote": WORDS, "new_kind": "group", "names": "",
        "entities": [make_entity().pk, make_entity().pk],
    }  # fmt: skip
    return Case(
        asks=lambda user: [Ask(BATCH, told), Ask(BATCH, {**told, "_preview": "1"}),
                           Ask(BATCH, {**told, "_send": "1"})],
        happened=lambda user: Draft.objects.filter(author=user, state="submitted").count() == 2,
        page=changelist("draft"), offered=BATCH,
    )  # fmt: skip


def table(**cells: str) -> bytes:
    """A table of one draft."""
    row = {"kind": "listed", "list": make_list().slug, "entity": make_entity().slug, **cells}
    out = io.StringIO()
    writer = csv.DictWriter(out, list(row))
    writer.writeheader()
    writer.writerow(row)
    return out.getvalue().encode()


def _kept() -> bool:
    return default_storage.exists(MATCH) and bool(default_storage.listdir(MATCH)[1])


def dry_run(folder: Path) -> Case:
    content = table()
    return Case(
        asks=lambda user: [Ask(IMPORT, {"file": SimpleUploadedFile("drafts.csv", content)})],
        happened=lambda _: _kept(), page=changelist("draft"), offered=IMPORT, follow=True,
    )  # fmt: skip


def taken(content: bytes) -> Any:
    """Import for real what the person uploaded."""
    return lambda user: [Ask(f"{CHECK}?file={keep(ContentFile(content, 'drafts.csv'), by=user)}", {})]


def import_for_real(folder: Path) -> Case:
    return Case(asks=taken(table()), happened=of_oneself)


def import_of_another(folder: Path) -> Case:
    """Import what somebody else uploaded."""
    content = table()
    return Case(asks=lambda user: taken(content)(editor()), happened=lambda _: Draft.objects.exists())


def empty_table(folder: Path) -> Case:
    return look(*(reverse("admin:designations_draft_import_empty", args=[kind]) for kind in ("csv", "xlsx")))


def export(folder: Path) -> Case:
    open_draft()
    return look(*(reverse("admin:designations_draft_export", args=[kind]) for kind in ("csv", "xlsx")))


def export_bulk(folder: Path) -> Case:
    draft, url = open_draft(), changelist("draft")
    return Case(
        asks=lambda user: [Ask(url, selected(f"export_{kind}", draft)) for kind in ("csv", "xlsx")],
        page=url, offered="export_xlsx",
    )  # fmt: skip


def _submit(draft: Draft, asks: Any, *, own: bool, **case: Any) -> Case:
    mine = {"prepare": handed_to(draft)} if own else {}
    return Case(asks=asks, happened=lambda _: state(draft) == "submitted", **mine, **case)


def submit_button(*, own: bool) -> Make:
    def made(folder: Path) -> Case:
        draft = open_draft()
        url = address(draft, "submit")
        return _submit(draft, post(url), own=own, page=address(draft), offered=url)

    return made


def submit_desk(*, own: bool) -> Make:
    def made(folder: Path) -> Case:
        draft = open_draft()
        asks = post(reverse("admin:review_decide", args=[draft.pk]), {"decision": "submit"})
        page = reverse("admin:review_draft", args=[draft.pk])
        return _submit(draft, asks, own=own, page=page, offered='value="submit"')

    return made


def submit_bulk(*, own: bool) -> Make:
    def made(folder: Path) -> Case:
        draft, url = open_draft(), changelist("draft")
        # The list offers the action to whoever has drafts of their own.
        shown = {"page": url, "offered": "submit_selected"} if own else {}
        return _submit(draft, post(url, selected("submit_selected", draft)), own=own, **shown)

    return made


def behalf(folder: Path) -> Case:
    query = "app_label=designations&model_name=draft&field_name=entity&term=a"
    return Case(asks=get(f"{reverse('admin:behalf')}?speaker=x", f"{reverse('admin:autocomplete')}?{query}"))


WAYS = {
    "write a draft": {
        "page": way(new, "designations_draft_add"),
        "and send": way(new_and_sent, "designations_draft_add"),
        "change": way(change_own, "designations_draft_change"),
        "passage": way(from_passage, "designations_capture_read", "designations_draft_add"),
        "batch": way(batch, "designations_draft_batch"),
    },
    "change a draft of another": {"page": way(change_of_another, "designations_draft_change")},
    "import drafts": {
        "dry run": way(dry_run, "designations_draft_import"),
        "for real": way(import_for_real, "designations_draft_import_check"),
        "empty": way(empty_table, "designations_draft_import_empty"),
    },
    "import what another uploaded": {"forged": way(import_of_another, "designations_draft_import_check")},
    "export drafts": {
        "all": way(export, "designations_draft_export"),
        "bulk": way(
            export_bulk, "designations_draft_changelist", "draft:export_csv", "draft:export_xlsx"
        ),
    },
    "be suggested what to enter": {"page": way(behalf, "behalf", "autocomplete")},
    "send for review": {
        "button": way(submit_button(own=True), "designations_draft_submit"),
        "desk": way(submit_desk(own=True), "review_decide"),
        "bulk": way(submit_bulk(own=True), "designations_draft_changelist", "draft:submit_selected"),
    },
    "send another's for review": {
        "button": way(submit_button(own=False), "designations_draft_submit"),
        "desk": way(submit_desk(own=False), "review_decide"),
        "bulk": way(submit_bulk(own=False), "designations_draft_changelist", "draft:submit_selected"),
    },
}  # fmt: skip
