"""Export and import of drafts at the desk."""

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from designations.editorial.correct import correct
from designations.editorial.redact import redact
from designations.editorial.retract import propose_retraction
from designations.importers.drafts.columns import NAMES
from designations.models import AccountEvent, Draft, DraftCitation, Entity, EventKind, Source
from tests.designations.admin.conftest import Desk
from tests.factories import (
    administrator,
    editor,
    make_draft,
    make_entity,
    make_event,
    make_list,
    make_source,
    make_user,
    publisher,
)

pytestmark = pytest.mark.django_db
IMPORT, CHECK = "admin:designations_draft_import", "admin:designations_draft_import_check"


@pytest.fixture(autouse=True)
def private_files(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def table(*rows: dict[str, str], columns: tuple[str, ...] = NAMES) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def upload(client: Client, content: bytes, name: str = "drafts.csv") -> str:
    """Send a file; the address of its dry run, or of the page that says what is wrong with it."""
    response = client.post(reverse(IMPORT), {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 302
    return str(response["Location"])


def row(**cells: Any) -> dict[str, str]:
    return {"kind": "listed", "list": make_list().slug, "entity": make_entity().slug, **cells}


def test_what_the_list_shows_is_exported_and_no_cell_is_a_formula(desk: Desk) -> None:
    make_draft(entity=make_entity(), summary="=HYPERLINK(1)", source=make_source(title="@evil"))
    make_draft(entity=make_entity(), kind=EventKind.DELISTED)
    address = reverse("admin:designations_draft_export", args=["csv"])
    response = desk(editor()).get(address, {"kind__exact": "listed"})
    content = b"".join(response).decode("utf-8-sig")
    [found] = list(csv.DictReader(io.StringIO(content)))
    assert (found["kind"], found["summary"], found["source_title"]) == ("listed", "'=HYPERLINK(1)", "'@evil")
    assert "attachment" in response["Content-Disposition"]


def test_corrections_and_retractions_are_exported_as_what_they_are_and_never_come_in_again(
    desk: Desk,
) -> None:
    event, other = (make_event(entity=make_entity()).event for _ in range(2))
    correct(event, by=editor(), reason="A typing error.")
    propose_retraction(other, by=editor(), reason="Another group.")
    make_draft(entity=make_entity())
    client = desk(editor())
    content = b"".join(client.get(reverse("admin:designations_draft_export", args=["csv"])))
    found = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert {(r["corrects"], r["retracts"], r["correction_reason"]) for r in found if r["corrects"]} == {
        (event.public_id, "", "A typing error."), (other.public_id, "yes", "Another group."),
    }  # fmt: skip
    before, address = Draft.objects.count(), upload(client, content)
    page = client.get(address)
    plan = page.context["plan"]
    lines = {number: cells for number, cells in enumerate(found, start=2) if cells["corrects"]}
    assert {(fault.place, fault.column) for fault in plan.faults} == {
        (f"line {number}", "retracts" if cells["retracts"] else "corrects") for number, cells in lines.items()
    }
    assert all("on the page of the event" in fault.remedy for fault in plan.faults)
    assert (plan.corrections, plan.retractions) == (1, 1)
    assert "1 corrects a published event and 1 proposes to withdraw one" in page.content.decode()
    client.post(address)
    assert Draft.objects.count() == before


def test_a_correction_is_refused_in_whichever_row_of_a_draft_it_says_so_and_no_is_no(desk: Desk) -> None:
    client, source = desk(editor()), make_source().public_id
    harmless = row(draft="a", retracts="No", corrects="", correction_reason="")
    first, second = row(draft="b"), {"draft": "b", "source": source, "corrects": "abc"}
    plan = client.get(upload(client, table(harmless, first, second))).context["plan"]
    assert [(fault.place, fault.column) for fault in plan.faults] == [("line 4", "corrects")]
    assert [planned.faulty for planned in plan.drafts] == [False, True]


def test_every_export_is_in_the_audit_trail(desk: Desk) -> None:
    event = make_event(entity=make_entity()).event
    propose_retraction(event, by=editor(), reason="Another group.")
    draft = make_draft(entity=make_entity())
    client, url = desk(editor()), reverse("admin:designations_draft_changelist")
    export = reverse("admin:designations_draft_export", args=["xlsx"])
    b"".join(client.get(export, {"state__exact": "submitted"}))
    b"".join(client.post(url, {"action": "export_csv", "_selected_action": [draft.pk]}))
    kept = AccountEvent.objects.filter(kind="exported").order_by("pk")
    assert [(one.actor, one.address, one.detail) for one in kept] == [
        (editor(), "127.0.0.0/24", "drafts as xlsx: 1 (corrections: 0, retractions: 1)"),
        (editor(), "127.0.0.0/24", "drafts as csv: 1 (corrections: 0, retractions: 0)"),
    ]


def test_an_import_is_in_the_audit_trail_and_a_dry_run_or_a_refusal_is_not(desk: Desk) -> None:
    client, imported = desk(editor()), AccountEvent.objects.filter(kind="imported")
    address = upload(client, table(row(), row()))
    client.get(address)
    client.post(upload(client, table(row(list=""))))
    assert not imported.exists()
    client.post(address)
    client.post(address)
    assert [(one.actor, one.detail) for one in imported] == [(editor(), "drafts: 2")]
    page = desk(administrator()).get(reverse("admin:audit"), {"what": "accounts:imported"})
    assert "drafts: 2" in page.content.decode()


def test_selected_drafts_are_exported_as_a_workbook_that_explains_its_columns(desk: Desk) -> None:
    keys = [make_draft(entity=make_entity()).pk for _ in range(3)]
    response = desk(editor()).post(
        reverse("admin:designations_draft_changelist"),
        {"action": "export_xlsx", "_selected_action": keys[:2]},
    )
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response)))
    assert [sheet.title for sheet in book] == ["drafts", "columns"]
    assert {cells[0] for cells in book["drafts"].values} == {"draft", *map(str, keys[:2])}


def test_a_dry_run_writes_nothing_and_its_confirmation_all(desk: Desk, private_files: Path) -> None:
    client, source = desk(editor()), make_source(text="The court listed the Front in May.")
    first = row(draft="a", occurred_on="2003-05", source=source.public_id, quote="the court listed the Front")
    first["quote"] = "The court listed the Front"
    more = {"draft": "a", "source": make_source().public_id, "disputes": "yes"}
    address = upload(client, table(first, more, row(kind="statement", speaker="Somebody", stance="neutral")))
    page = client.get(address).content.decode()
    assert "2 new drafts" in page
    assert Draft.objects.count() == 0
    assert client.post(address).status_code == 302
    listed, statement = Draft.objects.order_by("pk")
    assert (listed.author, listed.edited_by, listed.state) == (editor(), editor(), "open")
    assert [c.disputes for c in listed.citations.all()] == [False, True]
    assert statement.stance == "neutral"
    assert not [path for path in private_files.rglob("*") if path.is_file()]


def test_every_fault_is_named_by_row_column_reason_and_remedy(desk: Desk) -> None:
    source = make_source(text="Nothing of the kind was said.")
    content = table(
        row(occurred_on="May 2003"),
        row(entity="nobody"),
        row(stance="neutral"),
        row(source=source.public_id, quote="It was all said."),
        row(list=""),
        row(corrects="abc"),
        row(corrects="abc", retracts="yes"),
        {"draft": "", "source": "missing"},
    )
    client = desk(editor())
    address = upload(client, content)
    found = client.get(address).context["plan"].faults
    assert {(fault.place, fault.column) for fault in found} == {
        ("line 2", "occurred_on"), ("line 3", "entity"), ("line 4", "stance"), ("line 5", "quote"),
        ("line 6", "list"), ("line 7", "corrects"), ("line 8", "retracts"),
        ("line 9", "kind"), ("line 9", "list"), ("line 9", "source"),
    }  # fmt: skip
    assert all(fault.reason and fault.remedy for fault in found)
    client.post(address)
    assert Draft.objects.count() == 0


def test_what_changed_since_the_dry_run_stops_the_import_as_a_whole(desk: Desk) -> None:
    client, source = desk(editor()), make_source(text="The court listed the Front.")
    quoting = row(source=source.public_id, quote="The court listed the Front.")
    address = upload(client, table(row(), quoting))
    assert client.get(address).context["plan"].faults == []
    redact(source.captures.get(), by=administrator(), reason="By order.")
    page = client.post(address)
    assert "has changed since the dry run" in page.content.decode()
    assert [(fault.place, fault.column) for fault in page.context["plan"].faults] == [("line 3", "quote")]
    assert Draft.objects.count() == 0


def test_a_draft_like_a_waiting_one_or_one_further_up_is_pointed_out(desk: Desk) -> None:
    waiting = make_draft(entity=make_entity(), occurred_on="2003-02-14")
    assert waiting.entity is not None
    same = {"kind": "listed", "list": waiting.list.slug, "entity": waiting.entity.slug}
    other = row()
    client = desk(editor())
    address = upload(client, table({**same, "occurred_on": "2003-02-14"}, other, other))
    likes = [planned.like for planned in client.get(address).context["plan"].drafts]
    assert likes == [f"draft {waiting.pk}, which waits", "", "line 3 of this file"]


def test_a_file_is_imported_once_by_the_person_who_uploaded_it(desk: Desk) -> None:
    client = desk(editor())
    address = upload(client, table(row()))
    for somebody in (publisher(), make_user(group="editor")):
        assert desk(somebody).post(address)["Location"] == reverse(IMPORT)
    assert client.post(f"{reverse(CHECK)}?file=forged")["Location"] == reverse(IMPORT)
    assert Draft.objects.count() == 0
    client.post(address)
    client.post(address)
    assert Draft.objects.count() == 1


def test_only_who_writes_drafts_imports_them(desk: Desk) -> None:
    client = desk(make_user())
    assert client.get(reverse(IMPORT)).status_code == 403
    assert client.post(f"{reverse(CHECK)}?file=x").status_code == 403
    assert client.get(reverse("admin:designations_draft_export", args=["csv"])).status_code == 403


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"<row/>" * 10_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"kind,list,entity\n", "no row below"),
        (b"kind,list,happened\nlisted,x,y\n", "no column is called &#x27;happened&#x27;"),
        (b"kind,list,kind\nlisted,x,y\n", "more than once"),
        (b"entity\nx\n", "the header lacks"),
        (b'kind,list\n"listed,x\n', "CSV"),
        (b"<!doctype html><html></html>", "HTML"),
        (b"kind,list\nlisted,x,y\n", "under no heading"),
        (b"kind,list\nlisted,\x00\n", "NUL"),
        (b"PK\x03\x04 and nothing else", "archive"),
        (b"kind,list\n" + b"listed,x\n" * 2001, "more than 2,000 drafts"),
        (_bomb(), "unpacks to more than"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_with_the_reason(desk: Desk, content: bytes, reason: str) -> None:
    client = desk(editor())
    page = client.get(upload(client, content), follow=True).content.decode()
    assert "Nothing was imported" in page
    assert reason in page
    assert Draft.objects.count() == 0


def test_two_thousand_drafts_take_as_many_queries_as_a_few_but_for_batches(desk: Desk) -> None:
    client, place = desk(editor()), make_list()
    entities = Entity.objects.bulk_create(Entity(slug=f"front-{n}", name=f"Front {n}") for n in range(40))
    sources = Source.objects.bulk_create(Source(title=f"Article {n}") for n in range(20))

    def many(number: int) -> bytes:
        return table(
            *(
                {
                    "kind": "listed", "list": place.slug, "entity": entities[n % 40].slug,
                    "occurred_on": f"{1000 + n // 2}-0{1 + n % 2}", "source": sources[n % 20].public_id,
                }
                for n in range(number)
            )
        )  # fmt: skip

    counts: list[tuple[int, int]] = []
    for number in (20, 2000):
        address = upload(client, many(number))
        if not counts:
            client.get(address)
        with CaptureQueriesContext(connection) as dry:
            client.get(address)
        with CaptureQueriesContext(connection) as real:
            client.post(address)
        counts.append((len(dry), len(real)))
    (few_dry, few_real), (many_dry, many_real) = counts
    assert few_dry == many_dry <= 16
    assert many_real - few_real <= 5
    assert DraftCitation.objects.count() == 2020
