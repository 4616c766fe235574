"""The addresses of the site as development has them: with the pages that show mail."""

from tracker import dev_mail
from tracker.urls import urlpatterns as site

urlpatterns = [*dev_mail.urlpatterns, *site]
