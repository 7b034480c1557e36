"""Pictures and documents of editors: own models from the first migration, kept apart by country collections."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition


class EditionImage(AbstractImage):
    """A picture; what it shows is described where it is used, since that depends on the text around it."""

    credit = models.CharField(_("credit"), max_length=200, blank=True)

    admin_form_fields = ("title", "file", "collection", "credit", "tags",
                         "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")  # fmt: skip

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def get_upload_to(self, filename: str) -> str:
        """Return a path that nobody can guess."""
        return super().get_upload_to(_unguessable(filename))


class EditionRendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(EditionImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="editions_one_rendition_per_size"
            )
        ]

    def get_upload_to(self, filename: str) -> str:
        """Return a path that nobody can guess: the file is public before the page that shows it may be."""
        # Its own token too: Wagtail cuts the picture's name when the size has a long one.
        return super().get_upload_to(_unguessable(filename))


def _unguessable(filename: str) -> str:
    return f"{secrets.token_hex(10)}-{filename}"


class EditionDocument(AbstractDocument):
    """A file to read on; served by a view, never from the public folder."""

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
