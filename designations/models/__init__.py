"""The nouns of the tracker, one module each.

Order of dependency, each module importing only from those before it:
fields -> jurisdiction -> designation_list -> entity -> designation -> act -> source -> capture_request
-> change -> reading -> event_fields -> event -> ruling -> citation -> draft -> merge -> period -> feed
-> acceptance -> search_key -> subscriber -> delivery; accounts stand by themselves.
"""

from designations.models.acceptance import Acceptance
from designations.models.account import AccountEvent, DeskSession, SignInAttempt
from designations.models.act import Act
from designations.models.capture_request import CaptureRequest
from designations.models.change import Change, ChangeClock
from designations.models.citation import Citation
from designations.models.delivery import AlertCursor, Delivery
from designations.models.designation import Designation
from designations.models.designation_list import DesignationList
from designations.models.draft import Draft, DraftCitation
from designations.models.entity import Entity, EntityIdentifier, EntityName, EntityRelation
from designations.models.event import Event, EventVersion, Resolution
from designations.models.event_fields import EventKind, Mode, Stance
from designations.models.feed import Entry, EntryLink, Feed, FeedProgramme, Snapshot, SnapshotFile
from designations.models.jurisdiction import Jurisdiction
from designations.models.merge import Merge
from designations.models.period import Period
from designations.models.reading import Reading, ReadingError
from designations.models.ruling import Ruling
from designations.models.search_key import SearchKey
from designations.models.source import Capture, Source
from designations.models.subscriber import Subscriber, Subscription

__all__ = [
    "AccountEvent",
    "Acceptance",
    "Act",
    "AlertCursor",
    "Capture",
    "CaptureRequest",
    "Change",
    "ChangeClock",
    "Citation",
    "Delivery",
    "Designation",
    "DesignationList",
    "DeskSession",
    "Draft",
    "DraftCitation",
    "Entity",
    "EntityIdentifier",
    "EntityName",
    "EntityRelation",
    "Entry",
    "EntryLink",
    "Event",
    "EventKind",
    "EventVersion",
    "Feed",
    "FeedProgramme",
    "Jurisdiction",
    "Merge",
    "Mode",
    "Period",
    "Reading",
    "ReadingError",
    "Resolution",
    "Ruling",
    "SearchKey",
    "SignInAttempt",
    "Snapshot",
    "SnapshotFile",
    "Source",
    "Stance",
    "Subscriber",
    "Subscription",
]
