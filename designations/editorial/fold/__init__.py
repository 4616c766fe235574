"""Events -> periods: a pure function that answers for any input and never raises.

A *transition* is an event that changes how a designation stands; its day lies in [lo, hi]. Folding puts
the transitions in order (`ordering`), by what each may do to the state before it (`machine`), and
projects them into *segments* (`projection`), each of which becomes one Period. What does not fit is an
*anomaly* for an editor to settle. `standing` reads the segments as the database reads the periods.
"""

from .projection import fold
from .standing import Standing, StandingStatus, standing
from .values import Anomaly, Folded, NameSpell, PeriodStatus, Segment, Transition

__all__ = [
    "Anomaly",
    "Folded",
    "NameSpell",
    "PeriodStatus",
    "Segment",
    "Standing",
    "StandingStatus",
    "Transition",
    "fold",
    "standing",
]
