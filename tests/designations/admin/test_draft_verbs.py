from collections.abc import Iterable
from typing import Any

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client
from django.urls import reverse

from designations.editorial.draft import submit
from designations.models import Change, Draft, Event
from tests.designations.admin.conftest import Desk
from tests.factories import editor, make_draft, make_entity, make_list, make_source, make_user, publisher

pytestmark = pytest.mark.django_db

LIST = reverse("admin:designations_draft_changelist")


def address(verb: str, draft: Draft) -> str:
    return reverse(f"admin:designations_draft_{verb}", args=[draft.pk])


def press(client: Client, verb: str, draft: Draft, **sent: str) -> list[str]:
    """Send what a button sends; returns what the desk says."""
    return told(client.post(address(verb, draft), sent, follow=True))


def act(client: Client, action: str, drafts: Iterable[Draft], **sent: str) -> Any:
    """Send an action of the list for `drafts`."""
    chosen = {"action": action, ACTION_CHECKBOX_NAME: [draft.pk for draft in drafts], **sent}
    return client.post(LIST, chosen, follow=True)


def told(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def submitted(**fields: Any) -> Draft:
    draft = make_draft(entity=make_entity(), **fields)
    return submit(draft, by=draft.author)


def state(draft: Draft) -> str:
    return Draft.objects.get(pk=draft.pk).state


def test_an_author_sends_a_draft_for_review(desk: Desk) -> None:
    draft = make_draft(entity=make_entity())
    assert press(desk(editor()), "submit", draft) == ["Sent for review."]
    assert state(draft) == "submitted"


@pytest.mark.parametrize(
    ("verdict", "comment", "becomes"),
    [
        ("approve", "", "approved"),
        ("send_back", "Which month?", "sent_back"),
        ("reject", "A rumour.", "rejected"),
    ],
)
def test_a_second_editor_reviews_a_draft(desk: Desk, verdict: str, comment: str, becomes: str) -> None:
    draft = submitted()
    press(desk(make_user(group="editor")), "review", draft, verdict=verdict, review_comment=comment)
    assert state(draft) == becomes


def test_sending_back_without_a_comment_is_refused_and_said(desk: Desk) -> None:
    draft = submitted()
    [message] = press(desk(publisher()), "review", draft, verdict="send_back")
    assert "Tell the author why" in message
    assert state(draft) == "submitted"


def test_an_author_who_reviews_is_refused_and_told(desk: Desk) -> None:
    draft = submitted()
    [message] = press(desk(editor()), "review", draft, verdict="approve")
    assert message == "You wrote this draft; somebody else reviews it."
    assert state(draft) == "submitted"


def test_a_publisher_publishes_the_draft_of_another_and_may_keep_it_unannounced(desk: Desk) -> None:
    told_to_all, history = submitted(), submitted()
    press(desk(publisher()), "publish", told_to_all, announce="on")
    press(desk(publisher()), "publish", history)
    assert state(told_to_all) == state(history) == "published"
    announced = Change.objects.filter(action="published").order_by("seq").values_list("announce", flat=True)
    assert list(announced) == [True, False]


def test_an_author_who_publishes_is_refused_with_the_message_of_the_verb(desk: Desk) -> None:
    draft = submitted(by=publisher())
    [message] = press(desk(publisher()), "publish", draft)
    assert message.endswith("you wrote this draft; somebody else publishes it.")
    assert not Event.objects.exists()


def test_an_editor_who_publishes_is_refused_for_lack_of_permission(desk: Desk) -> None:
    draft = submitted()
    [message] = press(desk(make_user(group="editor")), "publish", draft)
    assert "lacks the permission" in message
    assert state(draft) == "submitted"


@pytest.mark.parametrize("verb", ["submit", "review", "publish"])
def test_the_buttons_act_on_post_alone(desk: Desk, verb: str) -> None:
    draft = submitted()
    assert desk(publisher()).get(address(verb, draft)).status_code == 405
    assert state(draft) == "submitted"


@pytest.mark.parametrize("verb", ["submit", "review", "publish"])
def test_the_buttons_need_a_token_against_forgery(desk: Desk, verb: str) -> None:
    draft = submitted()
    client = Client(enforce_csrf_checks=True)
    client.force_login(publisher())
    assert client.post(address(verb, draft), {"verdict": "approve"}).status_code == 403
    assert state(draft) == "submitted"


def test_buttons_are_shown_to_those_who_may_press_them(desk: Desk) -> None:
    draft = submitted()
    url = reverse("admin:designations_draft_change", args=[draft.pk])
    shown = {
        user.username: {verb for verb in ("submit", "review", "publish") if address(verb, draft) in page}
        for user in (editor(), make_user(group="editor", username="second"), publisher())
        for page in [desk(user).get(url).content.decode()]
    }
    assert shown == {"the-editor": set(), "second": {"review"}, "the-publisher": {"review", "publish"}}


def test_selected_drafts_are_sent_for_review_and_refusals_are_said(desk: Desk) -> None:
    good, other = make_draft(entity=make_entity()), make_draft(entity=make_entity())
    done = submitted()
    Draft.objects.filter(pk=done.pk).update(state="rejected")
    messages = told(act(desk(editor()), "submit_selected", [good, other, done]))
    assert state(good) == state(other) == "submitted"
    assert messages[-1] == "2 sent for review."
    assert "This draft is rejected" in messages[0]


def test_selected_drafts_are_published_together_after_a_question(desk: Desk) -> None:
    drafts = [submitted(), submitted()]
    client = desk(publisher())
    asked = act(client, "publish_selected", drafts)
    assert "Tell subscribers" in asked.content.decode()
    assert not Event.objects.exists()
    assert told(act(client, "publish_selected", drafts, confirmed="yes")) == ["2 published together."]
    assert Change.objects.filter(action="published", announce=False).values("batch").distinct().count() == 1


def test_one_refusal_keeps_all_selected_drafts_back(desk: Desk) -> None:
    entity, register, source = make_entity(), make_list(), make_source()
    good = submitted(list=register, source=source)
    own = submit(make_draft(entity=entity, list=register, source=source, by=publisher()), by=publisher())
    [message] = told(act(desk(publisher()), "publish_selected", [good, own], confirmed="yes"))
    assert "somebody else publishes it" in message
    assert not Event.objects.exists()
    assert state(good) == state(own) == "submitted"


def test_an_editor_is_not_offered_to_publish(desk: Desk) -> None:
    submitted()
    page = desk(editor()).get(LIST).content.decode()
    assert "submit_selected" in page
    assert "publish_selected" not in page
