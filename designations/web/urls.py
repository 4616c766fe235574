"""Addresses of the public pages."""

from django.urls import path

from designations.web.views import (
    alone,
    between,
    change_feeds,
    changes,
    cite,
    compare,
    diffusion,
    entities,
    events,
    home,
    jurisdictions,
    lists,
    members,
    proposals,
    search,
    snapshots,
    sources,
)

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("search/suggest", search.suggest, name="suggest"),
    path("jurisdictions/", jurisdictions.index, name="jurisdictions"),
    path("jurisdictions/<slug:slug>/", jurisdictions.jurisdiction, name="jurisdiction"),
    path("jurisdictions/<slug:slug>/alone/", alone.only_here, name="only_here"),
    path("lists/", lists.index, name="lists"),
    path("lists/<slug:slug>/", lists.designation_list, name="list"),
    path("lists/<slug:slug>/cite/", cite.designation_list, name="list_cite"),
    path("lists/<slug:slug>/between/", between.between, name="between"),
    path("lists/<slug:slug>/members.csv", members.members_csv, name="members_csv"),
    path("lists/<slug:slug>/snapshots/", snapshots.snapshots, name="snapshots"),
    path("snapshots/<slug:public_id>/", snapshots.snapshot, name="snapshot"),
    path("compare/", compare.compare, name="compare"),
    path("compare/matrix.csv", compare.compare_csv, name="compare_csv"),
    path("entities/", entities.index, name="entities"),
    path("entities/<slug:slug>/", entities.entity, name="entity"),
    path("entities/<slug:slug>/diffusion/", diffusion.diffusion, name="diffusion"),
    path("entities/<slug:slug>/cite/", cite.entity, name="entity_cite"),
    path("events/", events.index, name="events"),
    path("events/<slug:public_id>/", events.event, name="event"),
    path("events/<slug:public_id>/cite/", cite.event, name="event_cite"),
    path("proposals/", proposals.index, name="proposals"),
    path("sources/<slug:public_id>/", sources.source, name="source"),
    path("changes/", changes.log, name="changes"),
    path("changes/atom/", change_feeds.atom, name="changes_atom"),
    path("changes/feed.json", change_feeds.json_feed, name="changes_json"),
]
