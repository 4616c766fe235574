"""Public addresses of the tracker."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("designations.api.urls")),
    path("alerts/", include("designations.web.alerts.urls")),
    path("", include("designations.web.urls")),
]
