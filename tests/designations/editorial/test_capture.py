from hashlib import sha256

import pytest

from designations.editorial.capture import LARGEST, capture
from designations.editorial.errors import Incomplete, PermissionRefused
from designations.models import Capture, Change
from tests.factories import editor, last_seq, make_source, make_user

pytestmark = pytest.mark.django_db


def test_a_capture_keeps_the_text_with_its_digest_and_who_captured_it() -> None:
    kept = capture(make_source(), text="  One line.\r\nAnother.\rA third.\n", by=editor())
    assert kept.text == "One line.\nAnother.\nA third."
    assert kept.sha256 == sha256(b"One line.\nAnother.\nA third.").hexdigest()
    assert kept.captured_by == editor()


def test_a_capture_is_private_and_leaves_no_change() -> None:
    source = make_source()
    before = last_seq()
    capture(source, text="Private words.", by=editor())
    assert last_seq() == before
    assert not Change.objects.filter(after__icontains="Private words").exists()


@pytest.mark.parametrize(
    ("text", "because"),
    [
        (" \r\n\t ", "empty"),
        ("a" * (LARGEST + 1), "2,000,001 bytes"),
        ("ж" * (LARGEST // 2 + 1), "2,000,002 bytes"),
        ("null\x00character", "null character at position 5"),
        ("half \ud83d", "half a character at position 6"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_the_reason(text: str, because: str) -> None:
    with pytest.raises(Incomplete, match=because) as refusal:
        capture(make_source(), text=text, by=editor())
    assert list(refusal.value.errors) == ["text"]
    assert not Capture.objects.exists()


def test_a_text_of_exactly_the_largest_size_is_kept() -> None:
    assert len(capture(make_source(), text="a" * LARGEST, by=editor()).text) == LARGEST


def test_who_may_not_add_captures_is_refused() -> None:
    with pytest.raises(PermissionRefused):
        capture(make_source(), text="Words.", by=make_user())
    assert not Capture.objects.exists()
