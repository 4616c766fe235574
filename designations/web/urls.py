"""Addresses of the public pages."""

from django.urls import path

from designations.web.views import (
    about,
    changes,
    corrections,
    design,
    entities,
    events,
    home,
    jurisdictions,
    lists,
    snapshots,
    social,
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
    path("entities/<slug:key>/card.png", social.entity, name="entity-card"),
    path("lists/<slug:key>/card.png", social.designation_list, name="list-card"),
    path("events/<slug:key>/card.png", social.event, name="event-card"),
    path("entities/<slug:slug>/", entities.entity, name="entity"),
    path("events/", events.index, name="events"),
    path("events/<slug:public_id>/", events.event, name="event"),
    path("sources/<slug:public_id>/", sources.source, name="source"),
    path("changes/", changes.log, name="changes"),
    path("about/method/", about.method, name="method"),
    path("about/coverage/", about.covered, name="coverage"),
    path("about/corrections/", corrections.corrections, name="corrections"),
    path("about/design/", design.design, name="design"),
    path("about/not-listed/", about.not_listed, name="not-listed"),
]
