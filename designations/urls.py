"""Addresses of the tracker: those for programs, and the public pages, which exist in every language."""

from django.urls import URLPattern, URLResolver, include, path

from designations.web.views import crawlers

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("designations.api.urls")),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.index, name="sitemap"),
    path("sitemaps/pages.xml", crawlers.of_pages, name="sitemap-of-pages"),
    path("sitemaps/<slug:kind>-<int:block>.xml", crawlers.of_block, name="sitemap-block"),
]
pages: list[URLPattern | URLResolver] = [
    path("alerts/", include("designations.web.alerts.urls")),
    path("", include("designations.web.urls")),
]
