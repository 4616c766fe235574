"""Addresses of the public pages."""

from django.urls import path

from designations.web.views import (
    alone,
    between,
    changes,
    compare,
    entities,
    events,
    home,
    jurisdictions,
    lists,
    members,
    snapshots,
    sources,
)

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("jurisdictions/", jurisdictions.index, name="jurisdictions"),
    path("jurisdictions/<slug:slug>/", jurisdictions.jurisdiction, name="jurisdiction"),
    path("jurisdictions/<slug:slug>/alone/", alone.only_here, name="only-here"),
    path("lists/", lists.index, name="lists"),
    path("lists/<slug:slug>/", lists.designation_list, name="list"),
    path("lists/<slug:slug>/between/", between.between, name="between"),
    path("lists/<slug:slug>/members.csv", members.members_csv, name="members-csv"),
    path("lists/<slug:slug>/snapshots/", snapshots.snapshots, name="snapshots"),
    path("snapshots/<slug:public_id>/", snapshots.snapshot, name="snapshot"),
    path("compare/", compare.compare, name="compare"),
    path("compare/matrix.csv", compare.compare_csv, name="compare-csv"),
    path("entities/", entities.index, name="entities"),
    path("entities/<slug:slug>/", entities.entity, name="entity"),
    path("events/", events.index, name="events"),
    path("events/<slug:public_id>/", events.event, name="event"),
    path("sources/<slug:public_id>/", sources.source, name="source"),
    path("changes/", changes.log, name="changes"),
]
