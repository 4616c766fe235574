"""The desk in a real browser: nothing in it keeps an editor out, on any screen, light or dark."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import Browser, Page, Route
from pytest_django.live_server_helper import LiveServer

from designations.editorial.cite import cite
from designations.editorial.correct import correct
from designations.editorial.draft import submit
from designations.editorial.merge import merge
from designations.editorial.retract import propose_retraction
from designations.editorial.review import review
from designations.models import CaptureRequest, Draft, DraftCitation, Entity
from tests.benchmarks.large import Size, load
from tests.browser.test_pages import violations
from tests.designations.admin import test_batch
from tests.designations.admin.conftest import with_code
from tests.designations.admin.desk_pages import pages
from tests.designations.admin.test_draft_files import upload
from tests.factories import (
    administrator,
    editor,
    make_draft,
    make_entity,
    make_event,
    make_jurisdiction,
    make_list,
    make_source,
    make_user,
    publisher,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FEW = Size(entities=30, lists=4, events=25, drafts=20, sources=8, entries=20)
GRAVE = ("serious", "critical")
SCREENS = [(1280, "light"), (390, "dark")]


def client_of(user: User) -> Client:
    """Somebody who is logged in."""
    client = Client()
    client.force_login(user)
    return client


def halfway() -> Client:
    """Somebody who gave a password, and is asked for a code."""
    user = make_user(group="editor")
    TOTPDevice.objects.create(user=user, name="authenticator", confirmed=True)
    return client_of(user)


@pytest.fixture
def addresses() -> list[str]:
    """A record with something of everything, and the pages that links lead to."""
    load(size=FEW, seed=1)
    first, second = Entity.objects.filter(slug__startswith="sample-front-s1-").order_by("pk")[:2]
    merge(first, into=second, reason="The same.", by=administrator())
    text = "The court listed it. Others say that it never did."
    other = make_entity()
    listed = make_event(
        entity=other, list=make_list(), source=make_source(text=text), quote="The court listed it."
    )
    disputing = make_source(text="It never was.")
    said = DraftCitation(source=disputing, quote="It never was.", disputes=True)
    cite(listed.event, fields=said, by=publisher())
    url = "https://news.example.org/" + "long-address-" * 9
    CaptureRequest.objects.create(url=url, requested_by=editor())
    CaptureRequest.objects.create(
        url=f"{url}2", requested_by=editor(), state="failed", reason="It answered 404.",
        finished_at=timezone.now(),
    )  # fmt: skip
    place = make_jurisdiction(slug="qx", name="Zedland")
    for _ in range(2):
        make_list(jurisdiction=place)
    naming = make_source(text=f"Zedland listed {other.name}.").captures.get()
    approved = submit(make_draft(entity=other), by=editor())
    review(approved, by=publisher(), verdict="approve")
    reached = pages(client_of(administrator())).values()
    urls = [page.url for page in reached if "?" not in page.url]
    # The rest are files to be downloaded.
    found = [url for url in urls if not url.endswith(("/csv/", "/xlsx/"))]
    capture = disputing.captures.get()
    form = reverse("admin:designations_draft_add")
    asked = CaptureRequest.objects.all()
    drafts = [
        correct(listed.event, by=editor(), reason="The court gave another day."),
        propose_retraction(listed.event, by=editor(), reason="It was another group."),
    ]
    return [
        *found,
        *(f"{form}?kind={kind}&capture={capture.pk}&start=0&end=13" for kind in ("statement", "delisted")),
        f"{form}?kind=listed&capture={naming.pk}&start=0&end={len(naming.text)}",
        f"{reverse('admin:designations_capture_read', args=[capture.pk])}?quote=no&for=new",
        f"{reverse('admin:designations_entity_merge', args=[second.pk])}?into={other.pk}",
        reverse("admin:conflict", args=[listed.event_id]),
        f"{reverse('admin:review_queue')}?show=all",
        *(reverse("admin:designations_capturerequest_change", args=[row.pk]) for row in asked),
        *(reverse("admin:review_draft", args=[draft.pk]) for draft in drafts),
        reverse("admin:designations_entity_unmerge", args=[first.pk]),
        reverse("admin:designations_entity_merge", args=[other.pk]),
        "/admin/password_change/",
        "/admin/password_change/done/",
    ]


def sent() -> Iterator[tuple[str, bytes]]:
    """Pages that answer to a form, each with the address that it has."""
    client = client_of(editor())
    batch = test_batch.told("Front of Stone", "Army of the River")
    for extra in ({}, {"_preview": "1"}, {"names": ""}):
        yield test_batch.URL, client.post(test_batch.URL, {**batch, **extra}).content
    approved = Draft.objects.filter(state="approved").values_list("pk", flat=True)
    together = reverse("admin:review_together")
    yield together, client_of(publisher()).post(together, {"draft": list(approved)}).content
    checked = upload(client, b"kind,list,entity,occurred_on\nlisted,no-such-list,nobody,2003\nlisted,,,\n")
    yield checked, client.get(checked).content
    codes = reverse("admin:codes")
    yield codes, with_code(editor()).post(codes, {"password": "correct horse"}).content
    drafts = reverse("admin:designations_draft_changelist")
    chosen = Draft.objects.filter(state="approved").values_list("pk", flat=True)[:3]
    picked = {"action": "publish_selected", ACTION_CHECKBOX_NAME: list(chosen)}
    yield drafts, client_of(administrator()).post(drafts, picked).content


@pytest.fixture(params=SCREENS, ids=lambda screen: f"{screen[0]}-{screen[1]}")
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page on one screen, in one colour scheme."""
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    yield context.new_page()
    context.close()


def enter(page: Page, site: str, client: Client) -> None:
    """Have `page` go on as `client`."""
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.clear_cookies()
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site}])


def answering(body: bytes) -> Callable[[Route], None]:
    """Gives `body` for an address, where the rest of the page comes from the site."""

    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    return answer


def faults(page: Page, axe: Axe) -> tuple[int, list[tuple[str, str]]] | None:
    """By how much the page is wider than the screen, and the grave rules that it breaks; None for none."""
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    grave = {"violations": [rule for rule in axe.run(page).response["violations"] if rule["impact"] in GRAVE]}
    broken = violations(grave)
    return (over, broken) if over or broken else None


def test_every_page_of_the_desk_fits_its_screen_and_keeps_nobody_out(
    live_server: LiveServer, page: Page, addresses: list[str]
) -> None:
    axe, site = Axe(), live_server.url
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    wrong: dict[str, object] = {}
    page.goto(f"{site}/admin/login/")
    wrong["login"] = faults(page, axe)
    enter(page, site, halfway())
    page.goto(f"{site}/admin/code/")
    wrong["code"] = faults(page, axe)
    enter(page, site, client_of(administrator()))
    for address in ["/admin/enrol/", *addresses]:
        page.goto(site + address)
        wrong[address] = faults(page, axe)
    for number, (address, body) in enumerate(sent()):
        page.route(site + address, answering(body))
        page.goto(site + address)
        wrong[f"{number}: {address}"] = faults(page, axe)
        page.unroute(site + address)
    assert {where: what for where, what in wrong.items() if what} == {}
    assert complaints == []
