"""Review by somebody else than the author."""

from django.contrib.auth.models import User
from django.db import transaction

from designations.editorial.access import require
from designations.editorial.draft import wrote
from designations.editorial.errors import AuthorCannotReview, Incomplete, NotAllowedNow
from designations.models import Draft

_VERDICTS = {
    "approve": Draft.State.APPROVED,
    "send_back": Draft.State.SENT_BACK,
    "reject": Draft.State.REJECTED,
}


def review(draft: Draft, *, by: User, verdict: str, comment: str = "") -> Draft:
    """Pass `verdict` ('approve', 'send_back' or 'reject'; the last two with a comment) on a submitted draft.

    Raises `AuthorCannotReview`, `NotAllowedNow` unless it waits for review, `Incomplete` on `review_comment`.
    """
    require(by, "review_draft")
    with transaction.atomic():
        draft = Draft.objects.select_for_update().get(pk=draft.pk)
        if how := wrote(draft, user=by):
            raise AuthorCannotReview(f"{how.capitalize()}; somebody else reviews it.")
        if draft.state != Draft.State.SUBMITTED:
            raise NotAllowedNow(
                f"This draft is {draft.get_state_display()}; only drafts sent for review are reviewed."
            )
        if verdict != "approve" and not comment.strip():
            raise Incomplete({"review_comment": ["Tell the author why."]})
        draft.state, draft.reviewer, draft.review_comment = _VERDICTS[verdict], by, comment.strip()
        draft.save(update_fields=["state", "reviewer", "review_comment", "updated_at"])
    return draft
