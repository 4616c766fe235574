"""What a form suggests of itself: for whom a speaker speaks, and what the same person chose before."""

from collections.abc import Mapping

import pytest
from django.urls import reverse

from designations.admin.speakers import behalf_of
from designations.editorial.draft import save_draft
from designations.models import DesignationList, Draft, EntityName, EventKind
from tests.designations.admin.conftest import Desk
from tests.factories import (
    editor,
    make_draft,
    make_entity,
    make_jurisdiction,
    make_list,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_a_speaker_speaks_for_the_longest_name_in_their_office_and_for_nobody_if_two_are_as_long() -> None:
    country = make_jurisdiction(slug="qx", name="Zedland")
    front = make_entity(name="Zedland Freedom Front")
    EntityName.objects.create(entity=front, name="ZFF", kind="acronym")
    other = make_entity(name="Yonland")
    assert behalf_of("Jane Doe, Foreign Minister of Zedland") == country
    assert behalf_of("Zedland\u2019s foreign minister") == country
    assert behalf_of("spokesperson of the QX Security Council") == country
    assert behalf_of("a qx of a council") is None
    assert behalf_of("the Zedland Freedom Front (ZFF), in a statement") == front
    assert behalf_of("ZFF") == front
    assert behalf_of("Yonland, of the council") == other
    assert behalf_of("the envoy of Zedland to Yonland") is None
    assert behalf_of("") is behalf_of("word " * 500) is None


def test_whoever_spoke_for_somebody_before_is_suggested_to_speak_for_them_again(desk: Desk) -> None:
    make_jurisdiction(slug="qx", name="Zedland")
    body = make_jurisdiction(slug="qy", name="Union of Lakes")
    draft = make_draft(kind=EventKind.STATEMENT, entity=make_entity())
    draft.speaker, draft.stance, draft.on_behalf_of_jurisdiction = "Jane Doe of Zedland", "opposes", body
    save_draft(draft, by=editor())
    assert behalf_of("Jane Doe of Zedland") == body
    answer = desk(editor()).get(reverse("admin:behalf"), {"speaker": " Jane Doe of Zedland "}).json()
    assert (answer["field"], answer["id"]) == ("on_behalf_of_jurisdiction", body.pk)
    assert desk(make_user()).get(reverse("admin:behalf"), {"speaker": "x"}).status_code == 403


def test_the_form_for_a_passage_begins_with_the_list_and_entity_of_most_of_ones_own_drafts_from_the_source(
    desk: Desk,
) -> None:
    source = make_source(text="It was listed. It was removed.")
    capture = source.captures.get()
    common, once, entity = make_list(), make_list(), make_entity()
    for register in (common, common, once):
        make_draft(list=register, entity=entity, source=source, quote="It was listed.", by=editor())
    url, picked = reverse("admin:designations_draft_add"), {"capture": capture.pk, "start": 0, "end": 14}
    begun = desk(editor()).get(url, picked).context["adminform"].form.initial
    assert (begun["list"], begun["entity"]) == (common.pk, entity.pk)
    asked = desk(editor()).get(url, {**picked, "list": once.pk}).context["adminform"].form.initial
    assert asked["list"] == str(once.pk)
    other = desk(make_user(group="editor")).get(url, picked).context["adminform"].form.initial
    assert "list" not in other


def test_a_passage_is_picked_by_its_ends_and_the_draft_that_is_sent_leads_back_to_the_text(
    desk: Desk,
) -> None:
    source = make_source(text="On Monday the court ordered the entry. Others objected.")
    page = reverse("admin:designations_capture_read", args=[source.captures.get().pk])
    client = desk(editor())
    answer = client.get(page, {"quote": "the court ... the entry", "for": "new-listed"})
    assert answer.status_code == 302
    assert answer["Location"].endswith("start=10&end=37&kind=listed")
    assert "kind" not in client.get(page, {"quote": "the court ... entry", "for": "new-x"})["Location"]
    assert "does not occur" in client.get(page, {"quote": "the court ... no", "for": "new"}).content.decode()
    form = client.get(answer["Location"])
    sent = {
        **{field.html_name: field.value() or "" for field in form.context["adminform"].form},
        **{
            field.html_name: field.value() or ""
            for field in form.context["inline_admin_formsets"][0].forms[0]
        },
        **{
            field.html_name: field.value()
            for field in form.context["inline_admin_formsets"][0].formset.management_form
        },
        "list": make_list().pk,
        "entity": make_entity().pk,
        "_submit": "1",
    }
    del sent["resolves"]
    answer = client.post(answer["Location"], sent)
    assert answer.status_code == 302, answer.context["errors"]
    assert answer["Location"] == f"{page}?at=10&more=1"
    assert Draft.objects.get().state == "submitted"


def test_what_the_passage_alone_names_comes_before_what_was_chosen_and_says_where_it_is_from(
    desk: Desk,
) -> None:
    source = make_source(text="Zedland removed the Front of Sand. Others objected.", title="Front of Mud")
    lake = make_list(jurisdiction=make_jurisdiction(slug="qy", name="Yonland"))
    zed = make_list(jurisdiction=make_jurisdiction(slug="qx", name="Zedland"))
    sand, mud = make_entity(name="Front of Sand"), make_entity(name="Front of Mud")
    client, url = desk(editor()), reverse("admin:designations_draft_add")
    picked = {"capture": source.captures.get().pk, "start": 0, "end": 34}
    others = {**picked, "start": 35, "end": 51}

    def begun(asked: Mapping[str, int]) -> tuple[tuple[object, object], str]:
        response = client.get(url, asked)
        initial = response.context["adminform"].form.initial
        return (initial.get("list"), initial.get("entity")), response.content.decode()

    assert begun(others)[0] == (None, mud.pk)
    assert "Taken from the title of the source." in begun(others)[1]
    make_draft(list=lake, entity=mud, source=source, quote="Others objected.", by=editor())
    chosen, page = begun(picked)
    assert chosen == (zed.pk, sand.pk)
    assert page.count("Taken from the passage.") == 2
    chosen, page = begun(others)
    assert chosen == (lake.pk, mud.pk)
    assert page.count("As in most of your drafts from this source.") == 2


def test_several_lists_that_the_passage_may_mean_are_offered_the_likeliest_first_and_none_is_chosen(
    desk: Desk,
) -> None:
    source = make_source(text="Zedland removed the Front of Sand.")
    place, entity = make_jurisdiction(slug="qx", name="Zedland"), make_entity(name="Front of Sand")
    one, two = make_list(jurisdiction=place), make_list(jurisdiction=place)
    DesignationList.objects.filter(pk=two.pk).update(scope="organisations")
    client, url = desk(editor()), reverse("admin:designations_draft_add")
    picked = {"capture": source.captures.get().pk, "start": 0, "end": 33}
    response = client.get(url, picked)
    assert "list" not in response.context["adminform"].form.initial
    links = response.context["offers"]["list"]["links"]
    assert [key for key, _, _ in links] == [two.pk, one.pk]
    taken = client.get(url + links[1][2])
    assert taken.context["adminform"].form.initial["list"] == str(one.pk)
    assert taken.context["offers"]["list"] == {"why": "", "links": []}
    make_draft(list=one, entity=entity, source=source, quote="Zedland removed", by=editor())
    after = client.get(url, picked)
    assert after.context["adminform"].form.initial["list"] == one.pk
    assert [key for key, _, _ in after.context["offers"]["list"]["links"]] == [two.pk]
