"""Addresses of the public pages."""

from django.urls import path

from designations.web.views import (
    changes,
    entities,
    events,
    home,
    jurisdictions,
    lists,
    proposals,
    snapshots,
    sources,
)

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("jurisdictions/", jurisdictions.index, name="jurisdictions"),
    path("jurisdictions/<slug:slug>/", jurisdictions.jurisdiction, name="jurisdiction"),
    path("lists/", lists.index, name="lists"),
    path("lists/<slug:slug>/", lists.designation_list, name="list"),
    path("lists/<slug:slug>/snapshots/", snapshots.snapshots, name="snapshots"),
    path("snapshots/<slug:public_id>/", snapshots.snapshot, name="snapshot"),
    path("entities/", entities.index, name="entities"),
    path("entities/<slug:slug>/", entities.entity, name="entity"),
    path("events/", events.index, name="events"),
    path("events/<slug:public_id>/", events.event, name="event"),
    path("proposals/", proposals.index, name="proposals"),
    path("sources/<slug:public_id>/", sources.source, name="source"),
    path("changes/", changes.log, name="changes"),
]
