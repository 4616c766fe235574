"""Mails written to files are whole messages, and the development page shows them harmlessly."""

import email
from email import policy
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client
from pytest_django import Settings

from tests.tracker.settings_process import PRODUCTION, run_python

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def mail_directory(settings: Settings, tmp_path: Path) -> Path:
    """A fresh directory for written mails, behind the addresses of development."""
    settings.EMAIL_FILE_DIR = tmp_path / "mail"
    settings.ROOT_URLCONF = "tests.tracker.dev_urls"
    return tmp_path / "mail"


def write(*, subject: str = "Листинг: added", html: str = "<p>Hello</p>", text: str = "Hello") -> None:
    """Send one mail through the backend that writes files."""
    message = EmailMultiAlternatives(
        subject,
        text,
        "tracker@example.org",
        ["reader@example.org"],
        headers={"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        connection=get_connection("tracker.mail.EmlBackend"),
    )
    message.attach_alternative(html, "text/html")
    message.send()


def test_a_mail_becomes_one_file_as_it_would_go_over_the_wire(mail_directory: Path) -> None:
    write()
    (written,) = mail_directory.iterdir()
    raw = written.read_bytes()
    assert written.suffix == ".eml"
    assert b"\r\n" in raw
    assert b"\n" not in raw.replace(b"\r\n", b"")
    message = email.message_from_bytes(raw, policy=policy.default)
    assert message["Subject"] == "Листинг: added"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_mail_without_recipients_is_not_written(mail_directory: Path) -> None:
    connection = get_connection("tracker.mail.EmlBackend")
    assert connection.send_messages([EmailMultiAlternatives("s", "t", "tracker@example.org", [])]) == 0
    assert not mail_directory.exists()


def test_the_page_lists_the_latest_mail_first(client: Client, mail_directory: Path) -> None:
    write(subject="first")
    write(subject="second")
    page = client.get("/dev/mail/").content.decode()
    assert page.index("second") < page.index("first")


def test_a_script_in_a_mail_is_shown_as_text_and_its_html_cannot_run(
    client: Client, mail_directory: Path
) -> None:
    write(subject=HOSTILE, text=HOSTILE, html=f"<p>Hello</p>{HOSTILE}")
    (written,) = mail_directory.iterdir()
    for address in ("/dev/mail/", f"/dev/mail/{written.name}/"):
        page = client.get(address).content.decode()
        assert HOSTILE not in page
        assert "&lt;script&gt;" in page
    assert "sandbox" in page
    framed = client.get(f"/dev/mail/{written.name}/html/")
    assert framed.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


@pytest.mark.parametrize("name", ["none.eml", "..%2Fsecret.eml", "....eml", "a.txt", ".hidden.eml%00"])
def test_no_other_file_can_be_read(client: Client, mail_directory: Path, name: str) -> None:
    mail_directory.mkdir()
    (mail_directory.parent / "secret.eml").write_text("Subject: secret\r\n\r\nsecret")
    (mail_directory / "a.txt").write_text("secret")
    assert client.get(f"/dev/mail/{name}/").status_code == 404


def test_production_has_no_such_page() -> None:
    code = (
        "import django; django.setup()\nfrom django.urls import resolve, Resolver404\n"
        "try:\n    resolve('/dev/mail/')\nexcept Resolver404:\n    print('absent')"
    )
    result = run_python(code, environment=PRODUCTION)
    assert result.stdout.strip() == "absent", result.stderr
