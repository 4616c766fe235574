"""Merges that can be undone, edits that are logged, redactions that leave a tombstone."""

import pytest
from django.test import Client

from designations.editorial.draft import submit
from designations.editorial.edit import edit
from designations.editorial.errors import Incomplete, NotAllowedNow, PermissionRefused
from designations.editorial.merge import merge, unmerge
from designations.editorial.redact import redact
from designations.editorial.retract import retract
from designations.models import Change, EntityName, Merge
from tests.factories import (
    administrator,
    editor,
    head_of,
    last_seq,
    make_draft,
    make_entity,
    make_event,
    make_source,
    make_user,
    publisher,
)

pytestmark = pytest.mark.django_db


def test_a_merge_obeys_both_clocks_and_can_be_undone() -> None:
    one, other = make_entity(), make_entity()
    before = last_seq()
    merge(one, into=other, by=publisher(), reason="The same organisation.")
    merged = last_seq()
    assert Merge.objects.heirs(known_at=merged) == {one.pk: other.pk}
    assert Merge.objects.heirs(known_at=before) == {}
    unmerge(one, by=publisher(), reason="They were two after all.")
    assert Merge.objects.heirs(known_at=last_seq()) == {}
    assert Merge.objects.heirs(known_at=merged) == {one.pk: other.pk}


def test_chains_of_merges_lead_to_the_last_heir() -> None:
    first, second, third = make_entity(), make_entity(), make_entity()
    merge(first, into=second, by=publisher())
    merge(second, into=third, by=publisher())
    assert Merge.objects.heirs(known_at=last_seq()) == {first.pk: third.pk, second.pk: third.pk}
    assert sorted(Merge.objects.family(entity_id=third.pk, known_at=last_seq())) == sorted(
        [first.pk, second.pk, third.pk]
    )


def test_circles_and_second_merges_are_refused() -> None:
    first, second, third = make_entity(), make_entity(), make_entity()
    merge(first, into=second, by=publisher())
    with pytest.raises(NotAllowedNow, match="circle"):
        merge(second, into=first, by=publisher())
    with pytest.raises(NotAllowedNow, match="merged already"):
        merge(first, into=third, by=publisher())
    with pytest.raises(NotAllowedNow):
        merge(third, into=third, by=publisher())


def test_an_edit_is_logged_with_what_stood_before() -> None:
    entity = make_entity(name="Old name")
    entity.name = "New name"
    edit(entity, by=editor(), also=[EntityName(entity=entity, name="N. N.", kind="acronym", script="Latn")])
    change = Change.objects.order_by("-seq")[0]
    assert (change.action, change.before["name"], change.after["name"]) == ("edited", "Old name", "New name")
    assert [name["name"] for name in change.after["names"]] == ["N. N."]
    assert change.announce is False


def test_an_edit_that_changes_nothing_is_not_logged() -> None:
    entity = make_entity()
    before = last_seq()
    edit(entity, by=editor())
    assert last_seq() == before


def test_a_bad_edit_names_the_field_and_writes_nothing() -> None:
    entity = make_entity()
    before = last_seq()
    entity.slug = "Not A Slug"
    with pytest.raises(Incomplete) as refusal:
        edit(entity, by=editor())
    assert "slug" in refusal.value.errors
    assert last_seq() == before


def test_edits_need_the_permission() -> None:
    entity = make_entity()
    with pytest.raises(PermissionRefused):
        edit(entity, by=make_user())


def test_a_redacted_quotation_leaves_its_hash_and_a_reason() -> None:
    source = make_source(text="The lawyer of X, who lives in Y, appealed.")
    version = make_event(source=source, quote="who lives in Y", entity=make_entity())
    citation = version.citations.get()
    redact(citation, by=administrator(), reason="Names a private address.")
    assert citation.quote.startswith("sha256:")
    assert (citation.start, citation.redacted_because) == (None, "Names a private address.")
    assert Change.objects.order_by("-seq")[0].action == "redacted"
    assert not any("who lives in Y" in str(row) for row in Change.objects.values_list("before", "after"))


def test_a_redaction_reaches_every_copy_of_the_words_on_both_clocks(client: Client) -> None:
    words = "who lives in Y"
    source = make_source(text="The lawyer of X, who lives in Y, appealed.")
    version = make_event(source=source, quote=words, entity=make_entity())
    other = make_event(source=source, quote=words, entity=make_entity())
    before = last_seq()
    retract(version.event, by=publisher(), reason="It never happened.")
    redact(head_of(version.event).citations.get(), by=administrator(), reason="Names a private address.")
    for row in (version, other):
        for address in (f"/api/v1/events/{row.event.public_id}/", f"/events/{row.event.public_id}/"):
            for known_at in (before, last_seq()):
                answer = client.get(f"{address}?known_at={known_at}")
                assert answer.status_code == 200
                assert words not in answer.content.decode()
    assert words not in client.get("/api/v1/changes/?limit=1000").content.decode()
    redactions = Change.objects.filter(action="redacted").values_list("subject_id", flat=True)
    assert set(redactions) == {version.event.public_id, other.event.public_id}


def test_redacted_words_are_not_quoted_again() -> None:
    source = make_source(text="The lawyer of X, who lives in Y, appealed.")
    version = make_event(source=source, quote="who lives in Y", entity=make_entity())
    draft = make_draft(source=source, quote="who lives in Y", entity=make_entity())
    redact(version.citations.get(), by=administrator(), reason="Names a private address.")
    with pytest.raises(Incomplete, match="was redacted"):
        submit(draft, by=editor())


def test_a_redacted_capture_keeps_the_hash_of_what_it_was() -> None:
    source = make_source(text="Private words.")
    capture = source.captures.get()
    before = capture.sha256
    redact(capture, by=administrator(), reason="A court ordered it.")
    assert capture.text == f"sha256:{before}"
    with pytest.raises(NotAllowedNow):
        redact(capture, by=administrator(), reason="Again.")


def test_only_an_administrator_redacts() -> None:
    source = make_source(text="Private words.")
    with pytest.raises(PermissionRefused):
        redact(source.captures.get(), by=publisher(), reason="I would like to.")
