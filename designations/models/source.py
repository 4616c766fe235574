"""Articles and official documents, and what was retrieved from them."""

from django.conf import settings
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import pgettext_lazy

from designations.models.fields import PartialDateField, partial_date_check
from designations.text.ids import random_id


class Source(models.Model):
    """An article or official document on which events rest."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", pgettext_lazy("source", "official document")
        NEWS_ARTICLE = "news_article", pgettext_lazy("source", "news article")
        COURT = "court", pgettext_lazy("source", "court document")
        WIKI = "wiki", pgettext_lazy("source", "wiki")
        DATASET = "dataset", pgettext_lazy("source", "dataset")

    # What says itself what was decided, and does not report it.
    OFFICIAL_KINDS = (Kind.OFFICIAL, Kind.COURT)

    public_id = models.CharField(max_length=16, unique=True, default=random_id, editable=False)
    url = models.URLField(max_length=2000, blank=True)
    title = models.CharField(max_length=500)
    publisher = models.CharField(max_length=250, blank=True)
    author = models.CharField(max_length=250, blank=True)
    published_on = PartialDateField(null=True, blank=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.NEWS_ARTICLE)
    language = models.CharField(max_length=10, blank=True, help_text="ISO 639, such as en or ru.")
    archived_url = models.URLField(max_length=2000, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [partial_date_check("published_on", "source_published_form")]
        indexes = [
            # Whether a page is known already is asked by the beginning of its address.
            models.Index(OpClass(Lower("url"), name="text_pattern_ops"), name="source_url_begins")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/sources/{self.public_id}/"


class Capture(models.Model):
    """What was retrieved from a source, when, with its SHA-256. Inserted once, never changed; private."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="captures")
    text = models.TextField(help_text="The readable text; quotations are looked up in it.")
    sha256 = models.CharField(max_length=64, editable=False, help_text="Of the text, in hexadecimal.")
    retrieved_at = models.DateTimeField(auto_now_add=True)
    captured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    redacted_because = models.CharField(max_length=500, blank=True, editable=False)
    url = models.URLField(
        max_length=2000, blank=True, editable=False, help_text="Where it was found in the end."
    )
    media_type = models.CharField(max_length=100, blank=True, editable=False)
    raw = models.FileField(max_length=300, blank=True, editable=False, help_text="As retrieved; private.")
    raw_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    fingerprint = models.BigIntegerField(
        null=True,
        editable=False,
        help_text="Of the text; few bits differ between texts that are nearly the same.",
    )

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["sha256"], name="capture_sha256")]

    def __str__(self) -> str:
        return f"{self.source}, {self.retrieved_at:%d %B %Y}" if self.retrieved_at else f"{self.source}"
