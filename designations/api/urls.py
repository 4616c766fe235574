"""Addresses of the interface, below `/api/v1/`."""

from django.urls import path

from designations.api.views.changes import Changes
from designations.api.views.designations import DesignationDetail, Designations
from designations.api.views.entities import Entities, EntityDetail
from designations.api.views.events import EventDetail, Events
from designations.api.views.index import Description, Index, Nowhere, ProblemKind
from designations.api.views.reference import (
    ActDetail,
    Acts,
    JurisdictionDetail,
    Jurisdictions,
    ListDetail,
    Lists,
    SourceDetail,
    Sources,
)

app_name = "api"

urlpatterns = [
    path("", Index.as_view(), name="index"),
    path("schema/", Description.as_view(), name="schema"),
    path("jurisdictions/", Jurisdictions.as_view(), name="jurisdictions"),
    path("jurisdictions/<str:key>/", JurisdictionDetail.as_view(), name="jurisdiction"),
    path("lists/", Lists.as_view(), name="lists"),
    path("lists/<str:key>/", ListDetail.as_view(), name="list"),
    path("entities/", Entities.as_view(), name="entities"),
    path("entities/<str:key>/", EntityDetail.as_view(), name="entity"),
    path("designations/", Designations.as_view(), name="designations"),
    path("designations/<str:key>/", DesignationDetail.as_view(), name="designation"),
    path("events/", Events.as_view(), name="events"),
    path("events/<str:key>/", EventDetail.as_view(), name="event"),
    path("sources/", Sources.as_view(), name="sources"),
    path("sources/<str:key>/", SourceDetail.as_view(), name="source"),
    path("acts/", Acts.as_view(), name="acts"),
    path("acts/<str:key>/", ActDetail.as_view(), name="act"),
    path("changes/", Changes.as_view(), name="changes"),
    path("problems/<str:key>/", ProblemKind.as_view(), name="problem"),
    path("<path:rest>", Nowhere.as_view(), name="nowhere"),
]
