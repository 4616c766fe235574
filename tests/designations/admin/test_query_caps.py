"""No page of the desk takes more than twelve queries, nor more for many rows than for few."""

import pytest
from django.contrib import admin
from django.urls import reverse

from designations.editorial.correct import correct
from designations.editorial.merge import merge
from designations.editorial.retract import propose_retraction
from designations.models import (
    Delivery,
    Draft,
    DraftCitation,
    Entity,
    Event,
    Source,
    Subscriber,
    Subscription,
)
from tests.benchmarks.large import Size, load
from tests.designations.admin.conftest import with_code
from tests.designations.admin.desk_pages import pages, queries
from tests.designations.editorial.test_rule import cited
from tests.factories import administrator, publisher

pytestmark = pytest.mark.django_db
MOST = 12
FEW = Size(entities=30, lists=4, events=25, drafts=20, sources=8, entries=20)
MANY = Size(entities=300, lists=12, events=400, drafts=120, sources=40, entries=60)


def grow(size: Size, *, seed: int) -> None:
    load(size=size, seed=seed)
    first, second = Entity.objects.filter(slug__startswith=f"sample-front-s{seed}-").order_by("pk")[:2]
    cited(("news_article", "2004", False))
    merge(first, into=second, reason="The same.", by=administrator())
    for n in range(size.lists):
        subscriber = Subscriber.objects.create(email=f"reader-{seed}-{n}@example.org")
        Subscription.objects.create(subscriber=subscriber, entity=second)
        row = Subscription.objects.create(subscriber=subscriber)
        Delivery.objects.create(
            request=row.request, subscriber=subscriber, message=row.request, due_at=row.created_at
        )


def test_a_draft_with_many_citations_and_answers_takes_no_more() -> None:
    load(size=FEW)
    draft = Draft.objects.filter(state="submitted", corrects=None).first()
    assert draft is not None
    client, url = with_code(publisher()), reverse("admin:designations_draft_change", args=[draft.pk])
    queries(client, url)
    draft.resolves.set(Event.objects.all()[:1])
    few = queries(client, url)
    quote = DraftCitation.objects.filter(draft=draft).values_list("quote", flat=True)[0]
    for source in Source.objects.all():
        DraftCitation.objects.create(draft=draft, source=source, quote=quote)
    draft.resolves.set(Event.objects.all()[:6])
    assert queries(client, url) == few <= MOST


def test_the_review_of_a_correction_or_a_retraction_takes_twelve_queries_at_most() -> None:
    load(size=FEW)
    client, by = with_code(publisher()), publisher()
    first, second = Event.objects.filter(versions__kind="listed").order_by("pk")[:2]
    drafts = correct(first, by=by, reason="Misread."), propose_retraction(second, by=by, reason="Misread.")
    urls = [reverse("admin:review_draft", args=[draft.pk]) for draft in drafts]
    # The first request also begins the session's row in 'Your account'.
    client.get("/admin/")
    few = [queries(client, url) for url in urls]
    grow(MANY, seed=2)
    drafts[0].resolves.set(Event.objects.all()[:6])
    for source in Source.objects.all()[:20]:
        DraftCitation.objects.create(draft=drafts[0], source=source)
    assert [queries(client, url) for url in urls] == few
    assert max(few) <= MOST


def test_no_page_takes_more_than_twelve_queries_or_more_for_many_rows_than_for_few() -> None:
    """Those for session, person with permissions, and second factor are among the twelve: three."""
    grow(FEW, seed=1)
    # So that there is somebody of a like name already among the few.
    grow(FEW, seed=3)
    found = pages(with_code(publisher()))
    private = pages(with_code(administrator()), known=found)
    site = admin.site
    for model in site._registry:
        assert (
            reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist") in found | private
        )
    few = {kind: page.queries for kind, page in (found | private).items()}
    # A file is no page; that it takes no more for many rows is shown below.
    over = [f"{kind}: {taken}" for kind, taken in few.items() if taken > MOST and "/export/" not in kind]
    assert not over, "\n".join(over)
    grow(MANY, seed=2)
    for person, its in ((publisher(), found), (administrator(), private)):
        client = with_code(person)
        # The first request also begins the session's row in 'Your account'.
        client.get("/admin/")
        many = {kind: queries(client, page.url) for kind, page in its.items()}
        # Asked the first time, Django looks up which model a page is about, and remembers it.
        assert {kind: (few[kind], taken) for kind, taken in many.items() if taken > few[kind]} == {}
