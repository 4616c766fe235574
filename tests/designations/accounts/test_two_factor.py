"""The second factor: enrolled before anything else opens, asked at every sign-in, reset by administrators."""

import pytest
from django.test import Client
from django.urls import reverse

from designations.models import AccountEvent, Draft
from tests.designations.accounts.conftest import (
    ACCOUNT,
    CODE,
    ENROL,
    PASSWORD,
    code_of,
    enrol_through_the_page,
    enrolled,
    is_inside,
    sign_in,
)
from tests.factories import administrator, make_draft, make_entity, make_user

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    return list(AccountEvent.objects.order_by("pk").values_list("kind", flat=True))


def test_where_it_is_required_nothing_opens_before_a_device_is_enrolled(required: None) -> None:
    user, draft = make_user(group="publisher"), make_draft(entity=make_entity())
    client = sign_in(user)
    shown = client.get("/admin/", follow=True)
    assert shown.redirect_chain[-1][0].startswith(ENROL)
    for url in ("/admin/", ACCOUNT, "/admin/audit/", "/admin/designations/draft/", "/admin/autocomplete/"):
        assert client.get(url).status_code == 302
    publish = reverse("admin:designations_draft_publish", args=[draft.pk])
    assert client.post(publish).status_code == 302
    assert Draft.objects.get().state == "open"
    enrol_through_the_page(client)
    assert is_inside(client)


def test_enrolling_shows_a_picture_of_our_own_and_recovery_codes_once(required: None) -> None:
    client = sign_in(make_user())
    page = client.get(ENROL)
    html = page.content.decode()
    assert '<svg class="desk-qr"' in html
    assert " style=" not in html
    assert "http" not in html.partition("<svg class")[2].partition("</svg>")[0]
    _, codes = enrol_through_the_page(client)
    assert len(set(codes)) == 10
    assert not any(code in client.get(ACCOUNT).content.decode() for code in codes)
    assert "device_enrolled" in kinds()


def test_a_wrong_code_enrols_nothing(required: None) -> None:
    client = sign_in(make_user())
    client.get(ENROL)
    for code in ("000000", "", "١٢٣٤٥٦", "12345", "1" * 200):
        assert client.post(ENROL, {"code": code}).status_code == 200
    assert not is_inside(client)


def test_a_sign_in_asks_for_the_code_of_the_device_and_then_goes_where_it_was_going() -> None:
    user = make_user(group="editor")
    device = enrolled(user)
    client = sign_in(user)
    there = client.get("/admin/designations/draft/?q=front", follow=True).redirect_chain[-1][0]
    assert there.startswith(CODE)
    answer = client.post(there, {"code": code_of(device.key)})
    # Asking for a page of the desk without being let through says nothing of the page but where it was.
    assert answer["Location"] == "/admin/designations/draft/?q=front"
    assert is_inside(client)


def test_a_code_is_taken_once() -> None:
    user = make_user()
    device = enrolled(user)
    code = code_of(device.key)
    first, second = sign_in(user), sign_in(user)
    first.post(CODE, {"code": code})
    answer = second.post(CODE, {"code": code})
    assert (is_inside(first), is_inside(second)) == (True, False)
    assert "was used before" in answer.content.decode()


def test_codes_are_guessed_five_times_at_most() -> None:
    user = make_user()
    enrolled(user)
    client = sign_in(user)
    found = [client.post(CODE, {"code": f"{number:06d}"}).status_code for number in range(6)]
    assert found == [200] * 5 + [429]
    assert kinds().count("code_refused") == 5


def test_a_recovery_code_opens_the_desk_once(required: None) -> None:
    user = make_user()
    _, codes = enrol_through_the_page(sign_in(user))
    first, second = sign_in(user), sign_in(user)
    first.post(CODE, {"code": codes[0].upper()})
    second.post(CODE, {"code": codes[0]})
    assert (is_inside(first), is_inside(second)) == (True, False)
    assert "9 recovery codes are left" in first.get(ACCOUNT).content.decode()
    assert "recovery_code_used" in kinds()


def test_new_recovery_codes_and_another_device_ask_for_the_password_again(required: None) -> None:
    user = make_user()
    client = sign_in(user)
    key, codes = enrol_through_the_page(client)
    client.post("/admin/account/codes/", {"password": "a guess"})
    assert client.post(ENROL, {"code": code_of(key, steps=1)}).status_code == 200
    other = sign_in(user)
    other.post(CODE, {"code": codes[0]})
    assert is_inside(other)
    made = client.post("/admin/account/codes/", {"password": PASSWORD}).content.decode()
    assert "never shown again" in made
    stale = sign_in(user)
    stale.post(CODE, {"code": codes[1]})
    assert not is_inside(stale)


def test_who_waits_for_a_code_can_neither_enrol_nor_go_elsewhere_on_the_web() -> None:
    user = make_user()
    device = enrolled(user)
    client = sign_in(user)
    assert client.get(ENROL)["Location"].startswith(CODE)
    answer = client.post(CODE, {"code": code_of(device.key), "next": "https://elsewhere.example.org/"})
    assert answer["Location"] == "/admin/"


def test_who_waits_for_a_code_can_log_out() -> None:
    user = make_user()
    enrolled(user)
    client = sign_in(user)
    client.post("/admin/logout/")
    assert client.get(CODE)["Location"].startswith("/admin/")
    assert "_auth_user_id" not in client.session


def test_an_administrator_resets_the_devices_of_somebody_which_is_written_down() -> None:
    user, keeper = make_user(group="editor"), make_user(group="administrator")
    device = enrolled(user)
    inside = sign_in(user)
    inside.post(CODE, {"code": code_of(device.key)})
    assert is_inside(inside)
    url = reverse("admin:auth_user_reset_devices", args=[user.pk])
    client = Client()
    client.force_login(keeper)
    assert client.post(url).status_code == 302
    assert not is_inside(inside)
    assert is_inside(sign_in(user))
    row = AccountEvent.objects.get(kind="device_reset")
    assert (row.actor, row.account) == (keeper, user)


def test_devices_of_who_may_do_everything_are_not_reset_by_an_administrator() -> None:
    enrolled(administrator())
    client = Client()
    client.force_login(make_user(group="administrator"))
    url = reverse("admin:auth_user_reset_devices", args=[administrator().pk])
    assert client.post(url).status_code == 403
    client.force_login(make_user(group="publisher"))
    assert client.post(url).status_code == 403


def test_the_secrets_of_devices_have_no_page_at_the_desk() -> None:
    client = Client()
    client.force_login(administrator())
    enrolled(make_user())
    assert client.get("/admin/otp_totp/totpdevice/").status_code == 404
    assert client.get("/admin/otp_static/staticdevice/").status_code == 404


def test_where_it_is_optional_a_password_is_enough_until_a_device_is_enrolled() -> None:
    user = make_user()
    client = sign_in(user)
    assert is_inside(client)
    enrol_through_the_page(client)
    assert is_inside(client)
    assert not is_inside(sign_in(user))


def test_requiring_it_later_reaches_those_who_are_signed_in(settings: object) -> None:
    client = sign_in(make_user())
    assert is_inside(client)
    settings.STAFF_TWO_FACTOR = "required"  # type: ignore[attr-defined]
    assert not is_inside(client)
