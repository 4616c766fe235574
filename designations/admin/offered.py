"""Which decisions somebody is offered on a draft, on its own page and on that of its review."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User

from designations.editorial.access import may, may_submit
from designations.editorial.draft import EDITABLE, wrote
from designations.editorial.publish import PUBLISHABLE, publishes_own
from designations.models import Draft


@dataclass(frozen=True, slots=True)
class Offered:
    """Which decisions `user` is offered on a draft. The verbs check again."""

    submit: bool
    review: bool
    publish: bool
    own: bool

    @classmethod
    def on(cls, draft: Draft, *, user: User) -> Offered:
        """What is offered on `draft`."""
        own = bool(wrote(draft, user=user))
        open_ = draft.state in PUBLISHABLE
        return cls(
            submit=draft.state in EDITABLE - {Draft.State.SUBMITTED}
            and may_submit(user, author_id=draft.author_id),
            review=draft.state == Draft.State.SUBMITTED and not own and may(user, "review_draft"),
            publish=open_ and may(user, "publish_event") and (not own or publishes_own()),
            own=own and open_,
        )
