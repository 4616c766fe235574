from hashlib import sha256

import pytest
from django.urls import reverse

from designations.models import Capture, Change, Source
from tests.designations.admin.conftest import Desk
from tests.designations.admin.forms import errors_of, filled
from tests.factories import editor, last_seq, make_source, make_user

pytestmark = pytest.mark.django_db

ADD = reverse("admin:designations_source_add")


def page(source: Source) -> str:
    return reverse("admin:designations_source_change", args=[source.pk])


def test_a_source_is_entered_with_its_text_in_one_step(desk: Desk) -> None:
    client = desk(editor())
    data = filled(
        client, ADD, title="On a removal", published_on="2024-05-29", captures__0__text="A ministry\r\nspoke."
    )
    assert client.post(ADD, data).status_code == 302
    kept = Capture.objects.get(source__title="On a removal")
    assert kept.text == "A ministry\nspoke."
    assert kept.sha256 == sha256(b"A ministry\nspoke.").hexdigest()
    assert kept.captured_by == editor()


def test_entering_a_source_is_logged_and_its_text_is_not(desk: Desk) -> None:
    client = desk(editor())
    client.post(ADD, filled(client, ADD, title="On a removal", captures__0__text="Private words."))
    change = Change.objects.latest("seq")
    assert (change.action, change.subject_type, change.actor) == ("created", "source", editor())
    assert "Private" not in str(change.after)


def test_saving_a_source_that_did_not_change_logs_nothing(desk: Desk) -> None:
    client, source = desk(editor()), make_source(text="Words.")
    before = last_seq()
    assert client.post(page(source), filled(client, page(source))).status_code == 302
    assert last_seq() == before
    assert source.captures.count() == 1


def test_a_further_capture_is_added_and_the_first_cannot_be_changed(desk: Desk) -> None:
    client, source = desk(editor()), make_source(text="First words.")
    client.post(page(source), filled(client, page(source), captures__0__text="Second words."))
    assert sorted(source.captures.values_list("text", flat=True)) == ["First words.", "Second words."]
    shown = client.get(page(source)).content.decode()
    assert "First words." not in shown
    assert all(row.sha256 in shown for row in source.captures.all())


def test_a_text_too_large_is_refused_on_its_field_and_nothing_is_kept(desk: Desk) -> None:
    client = desk(editor())
    response = client.post(ADD, filled(client, ADD, title="Long", captures__0__text="a" * 2_000_001))
    assert "2,000,001 bytes" in errors_of(response)["text"][0]
    assert not Source.objects.exists()


def test_a_capture_is_looked_at_and_neither_added_nor_changed_nor_deleted_on_its_page(desk: Desk) -> None:
    client, source = desk(editor()), make_source(text="Words to look at.")
    [capture] = source.captures.all()
    url = reverse("admin:designations_capture_change", args=[capture.pk])
    assert "Words to look at." in client.get(url).content.decode()
    assert client.post(url, {"text": "Other words."}).status_code == 403
    assert client.get(reverse("admin:designations_capture_add")).status_code == 403
    assert client.post(reverse("admin:designations_capture_delete", args=[capture.pk])).status_code == 403
    assert Capture.objects.get().text == "Words to look at."


def test_a_bad_date_is_explained_on_its_field(desk: Desk) -> None:
    client = desk(editor())
    response = client.post(ADD, filled(client, ADD, title="Dated", published_on="last week"))
    assert "May 2003" in errors_of(response)["published_on"][0]


def test_somebody_who_only_looks_at_a_source_is_shown_no_field_that_nothing_saves(desk: Desk) -> None:
    source = make_source(text="It was listed.")
    capture = source.captures.get()
    reading = reverse("admin:designations_capture_read", args=[capture.pk])
    for by, is_saved in ((editor(), True), (make_user(group="contributor"), False)):
        client = desk(by)
        shown = client.get(page(source)).content.decode()
        assert ("<textarea" in shown) is ('name="_save"' in shown) is is_saved
        assert ("Correct these details" in client.get(reading).content.decode()) is is_saved
        assert "<textarea" in client.get(ADD).content.decode()
