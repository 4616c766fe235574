"""What a mail says: what happened, who says so, on what evidence, and where it stands in the record."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from designations.alerts.contents import Content, content_of, read_news
from designations.editorial.cite import cite
from designations.editorial.correct import correct
from designations.editorial.draft import save_draft, submit
from designations.editorial.publish import publish
from designations.editorial.redact import redact
from designations.editorial.retract import retract
from designations.models import (
    Act,
    Change,
    Citation,
    DesignationList,
    DraftCitation,
    Entity,
    EventKind,
    EventVersion,
    Jurisdiction,
    Stance,
)
from designations.text.partial_dates import PartialDate
from tests.factories import (
    administrator,
    editor,
    head_of,
    make_draft,
    make_entity,
    make_event,
    make_jurisdiction,
    make_list,
    make_source,
    publisher,
)

pytestmark = pytest.mark.django_db
PASSAGE = "The court suspended the ban on 17 April."


@pytest.fixture(autouse=True)
def _site(settings: Settings) -> None:
    settings.SITE_URL = "https://tracker.example.org/"


@pytest.fixture
def fsb() -> DesignationList:
    return make_list(slug="ru-fsb", jurisdiction=make_jurisdiction(slug="ru", name="Russia"))


@pytest.fixture
def taliban() -> Entity:
    return make_entity(slug="taliban", name="Taliban")


def content(*versions: EventVersion) -> Content:
    """The message that tells of the changes which made `versions`."""
    news = read_news([version.change_id for version in versions])
    return content_of(news[version.change_id] for version in versions)


def suspended(fsb: DesignationList, taliban: Entity, **fields: Any) -> EventVersion:
    """The suspension of an entry listed before."""
    make_event(list=fsb, entity=taliban, occurred_on="2003-02-14")
    source = make_source(
        text=f"Moscow. {PASSAGE} The ministry welcomed it.", title="Court lifts <ban> & more"
    )
    values = {"occurred_on": "2025-04-17", "source": source, "quote": PASSAGE, **fields}
    return make_event(kind=EventKind.SUSPENDED, list=fsb, entity=taliban, **values)


def corrected(event: EventVersion, **fields: Any) -> EventVersion:
    """The version that a correction of `event` makes."""
    draft = correct(event.event, by=editor(), reason="The order gives another day.")
    for name, value in fields.items():
        setattr(draft, name, value)
    save_draft(draft, by=editor())
    submit(draft, by=editor())
    publish([draft], by=publisher())
    return head_of(event.event)


def test_the_subject_names_entity_kind_place_list_and_date(fsb: DesignationList, taliban: Entity) -> None:
    subject = content(suspended(fsb, taliban)).subject
    assert subject == "Taliban: suspended in Russia (ru-fsb), 17 April 2025"


def test_the_text_gives_the_facts_the_passage_and_the_link_to_the_record(
    fsb: DesignationList, taliban: Entity
) -> None:
    version = suspended(fsb, taliban, actor="Supreme Court")
    text = content(version).text
    for said in (
        "Taliban: suspended in Russia (ru-fsb)\n17 April 2025",
        "List: Register ru-fsb (ru-fsb), Russia",
        "By: Supreme Court",
        f"“{PASSAGE}”",
        "Court lifts <ban> & more, Example Wire, 29 May 2024",
        "https://news.example.org/article",
        f"https://tracker.example.org/events/{version.event.public_id}/?known_at={version.change_id}",
    ):
        assert said in text
    assert "&amp;" not in text


def test_the_html_says_the_same_and_escapes_it(fsb: DesignationList, taliban: Entity) -> None:
    version = suspended(fsb, taliban)
    html = content(version).html
    assert "Court lifts &lt;ban&gt; &amp; more" in html
    assert f"“{PASSAGE}”" in html
    assert f"/events/{version.event.public_id}/?known_at={version.change_id}" in html
    assert not re.search(r"<(script|img|link|form)", html)


def test_a_link_into_a_batch_carries_the_number_at_which_the_whole_batch_is_known(
    fsb: DesignationList,
) -> None:
    drafts = [make_draft(list=fsb, entity=make_entity()) for _ in range(3)]
    for draft in drafts:
        submit(draft, by=draft.author)
    first, _second, last = (head_of(event) for event in publish(drafts, by=publisher()))
    assert f"?known_at={last.change_id}" in content(first).text
    assert Change.objects.known_seq(known_at=first.change_id) < first.change_id


@pytest.mark.parametrize(
    ("occurred_on", "said"),
    [
        ("2024-05", "May 2024"),
        ("2024", "2024"),
        ("../2024-05-28", "on or before 28 May 2024"),
        ("2024-02-03/2024-05-03", "between 3 February and 3 May 2024"),
        ("", "date unknown, by 29 May 2024"),
    ],
)
def test_a_date_is_given_as_it_is_known(
    fsb: DesignationList, taliban: Entity, occurred_on: str, said: str
) -> None:
    version = make_event(list=fsb, entity=taliban, occurred_on=occurred_on)
    built = content(version)
    assert built.subject.endswith(f"(ru-fsb), {said}")
    assert f"Date: {said}\n" in built.text


def test_a_statement_says_who_spoke_for_whom(fsb: DesignationList, taliban: Entity) -> None:
    version = make_event(
        kind=EventKind.STATEMENT, list=fsb, entity=taliban, speaker="Sergey Lavrov",
        on_behalf_of_jurisdiction=fsb.jurisdiction, stance=Stance.SUPPORTS,
    )  # fmt: skip
    built = content(version)
    assert built.subject.startswith("Taliban: statement on the listing in Russia (ru-fsb)")
    assert "Said by: Sergey Lavrov, on behalf of Russia\nPosition: supports\n" in built.text


def test_a_claim_about_a_list_is_called_a_claim(fsb: DesignationList, taliban: Entity) -> None:
    version = make_event(kind=EventKind.ABSENCE_CONFIRMED, list=fsb, entity=taliban, speaker="Sergey Lavrov")
    assert content(version).subject.startswith("Taliban: absence from the list claimed in Russia")


def test_an_entry_that_goes_on_as_another_is_not_called_removed(
    fsb: DesignationList, taliban: Entity
) -> None:
    make_event(list=fsb, entity=taliban)
    version = make_event(
        kind=EventKind.DELISTED, list=fsb, entity=taliban, occurred_on="2020", end_reason="replaced"
    )
    built = content(version)
    assert built.subject.startswith("Taliban: entry replaced by another in Russia")


def test_a_proposal_to_a_body_is_not_called_its_own(taliban: Entity) -> None:
    united = Jurisdiction.objects.create(
        slug="un", code="UN", name="United Nations", kind="international_body"
    )
    version = make_event(
        kind=EventKind.LISTING_PROPOSED, list=make_list(slug="un-1988", jurisdiction=united), entity=taliban
    )
    said = "Taliban: listing proposed, list of the United Nations (un-1988), 14 February 2003"
    assert content(version).subject == said


def test_a_body_lists_by_itself_and_a_union_of_states_has_an_article(taliban: Entity) -> None:
    united = Jurisdiction.objects.create(
        slug="un", code="UN", name="United Nations", kind="international_body"
    )
    states = make_jurisdiction(slug="us", name="United States")
    for jurisdiction, said in ((united, "by the United Nations"), (states, "in the United States")):
        version = make_event(list=make_list(jurisdiction=jurisdiction), entity=taliban)
        assert content(version).subject.startswith(f"Taliban: listed {said} (")


def test_an_event_of_a_list_as_a_whole_names_the_list(fsb: DesignationList) -> None:
    version = make_event(kind=EventKind.LEGAL_CHANGED, list=fsb)
    assert content(version).subject.startswith("Register ru-fsb: law changed in Russia (ru-fsb)")


def test_several_events_are_told_one_after_another(fsb: DesignationList) -> None:
    act = Act.objects.create(jurisdiction=fsb.jurisdiction, title="Order", number="5")
    versions = [make_event(list=fsb, entity=make_entity(name=name), act=act) for name in ("First", "Second")]
    built = content(*versions)
    assert built.subject.startswith("First: listed in Russia (ru-fsb), 14 February 2003")
    assert built.subject.endswith(", and 1 more of the same act")
    assert built.text.index("First: listed") < built.text.index("Second: listed")
    assert "Act: Order 5\n" in built.text


def test_a_correction_says_why_and_what_changed(fsb: DesignationList, taliban: Entity) -> None:
    before = suspended(fsb, taliban)
    after = corrected(before, occurred_on=PartialDate.parse("2025-04-18"), actor="Supreme Court")
    built = content(after)
    assert built.subject == "Correction: Taliban: suspended in Russia (ru-fsb), 18 April 2025"
    assert "was corrected: The order gives another day." in built.text
    assert "  Date\n    before: 17 April 2025\n    now:    18 April 2025\n" in built.text
    assert "  By\n    before: (nothing)\n    now:    Supreme Court\n" in built.text
    assert "  List\n" not in built.text
    assert '<td valign="top"><bdi>18 April 2025</bdi></td>' in built.html


def test_a_retraction_says_why(fsb: DesignationList, taliban: Entity) -> None:
    event = suspended(fsb, taliban).event
    retract(event, by=publisher(), reason="The ruling was about somebody else.")
    built = content(head_of(event))
    assert built.subject.startswith("Retraction: Taliban: suspended in Russia")
    assert "withdrawn from the record: The ruling was about somebody else." in built.text


def test_a_passage_that_was_not_captured_is_said_to_be_missing(fsb: DesignationList, taliban: Entity) -> None:
    assert "(passage not captured)" in content(make_event(list=fsb, entity=taliban)).text


def test_a_redacted_passage_is_not_sent(fsb: DesignationList, taliban: Entity) -> None:
    version = suspended(fsb, taliban)
    redact(Citation.objects.get(version=version), by=administrator(), reason="A court ordered it.")
    built = content(version)
    assert "(passage removed: A court ordered it.)" in built.text
    assert PASSAGE not in built.text + built.html
    assert "sha256" not in built.text + built.html


def test_evidence_added_later_is_not_in_the_mail_about_the_publication(
    fsb: DesignationList, taliban: Entity
) -> None:
    version = suspended(fsb, taliban)
    later = make_source(title="A later report")
    cite(version.event, fields=DraftCitation(source=later), by=publisher())
    assert "A later report" not in content(version).text


def test_reading_takes_the_same_number_of_queries_for_one_change_and_for_many(fsb: DesignationList) -> None:
    versions = [make_event(list=fsb, entity=make_entity()) for _ in range(6)]
    last = corrected(versions[0], occurred_on=PartialDate.day(date(2003, 2, 15)))
    counts = []
    for chosen in ([last], [*versions, last]):
        with CaptureQueriesContext(connection) as queries:
            read_news([version.change_id for version in chosen])
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 9
