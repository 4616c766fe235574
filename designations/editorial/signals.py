"""A nudge after commit. Rows carry the work: whoever misses the signal finds them."""

from django.dispatch import Signal

changes_recorded = Signal()
