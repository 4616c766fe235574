"""From the log to Deliveries: every announced change once, in order, however many do it at the same time."""

import logging

from django.db import transaction
from django.db.models import Max

from designations.alerts.limits import CHANGES_AT_ONCE
from designations.alerts.match import owe
from designations.models import AlertCursor, Change

logger = logging.getLogger(__name__)


def fan_out(*, changes_at_once: int = CHANGES_AT_ONCE) -> int:
    """Match all changes not matched yet against subscriptions; return how many Deliveries that made."""
    made = 0
    while True:
        number, more = _one_chunk(changes_at_once)
        made += number
        if not more:
            return made


def _one_chunk(size: int) -> tuple[int, bool]:
    with transaction.atomic():
        cursor = AlertCursor.objects.select_for_update().get(id=1)
        known = Change.objects.known_seq()
        if cursor.seq >= known:
            return 0, False
        upto = _whole_batches(min(cursor.seq + size, known))
        made = owe(after=cursor.seq, upto=upto)
        cursor.seq = upto
        cursor.save(update_fields=["seq"])
    if made:
        logger.info("changes up to %s make %s deliveries", upto, made)
    return made, upto < known


def _whole_batches(seq: int) -> int:
    """The last number of the batch that `seq` is in: events of one act are never split over two messages."""
    same = Change.objects.filter(batch__in=Change.objects.filter(seq=seq).values("batch"))
    return int(same.aggregate(last=Max("seq"))["last"] or seq)
