"""The article: words with a byline, sources and an audience."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.query import PageQuerySet

from home.articles.forms import ArticleForm
from home.blocks.body import BodyBlock
from home.blocks.fields import BodyField
from home.blocks.words import plain_text, reading_minutes
from home.editions.pages import EditorialPage, PageRequest
from home.workflow.permissions import EditorialPermissions
from portal.kit.audience import AudienceModel, unpack


class ArticlePage(EditorialPage, AudienceModel, Page):  # type: ignore[django-manager-missing]
    """An article of one edition. Its authors are named people; no doctor's pseudonym ever stands here."""

    standfirst = models.TextField(
        _("standfirst"), max_length=400, help_text=_("One or two sentences that say what the reader gains.")
    )
    body = BodyField(BodyBlock, verbose_name=_("body"), blank=True)
    byline = models.CharField(
        _("byline"), max_length=200, blank=True, help_text=_("Names of the authors as readers see them.")
    )
    specialties = models.TextField(_("specialties"), blank=True, default="")
    hero = models.ForeignKey(
        "editions.EditionImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    hero_alt = models.CharField(
        _("text alternative of the picture"),
        max_length=300,
        blank=True,
        help_text=_("Say what a colleague who cannot see the picture needs to know from it."),
    )
    # Counted when the page is saved, so that lists need not read bodies.
    minutes = models.PositiveSmallIntegerField(default=1, editable=False)

    base_form_class = ArticleForm
    parent_page_types = ["editions.SectionPage"]
    subpage_types: list[str] = []
    template = "home/articles/article.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("standfirst"),
        FieldPanel("byline"),
        MultiFieldPanel([FieldPanel("hero"), FieldPanel("hero_alt")], heading=_("Picture")),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("specialties")], heading=_("Subject"), classname="collapsed"),
        MultiFieldPanel(
            [
                FieldPanel("audience_public"),
                FieldPanel("audience_countries"),
                FieldPanel("audience_specialties"),
            ],
            heading=_("Who may read this"),
        ),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.CheckConstraint(
                condition=Q(audience_public=False)
                | Q(audience_countries="", audience_specialties="", audience_named=""),
                name="articles_public_is_unlimited",
            )
        ]

    @property
    def specialty_codes(self) -> tuple[str, ...]:
        """Return the specialties the article is about."""
        return tuple(sorted(unpack(self.specialties)))

    def clean(self) -> None:
        """Refuse a picture without words for it."""
        super().clean()
        if self.hero_id and not self.hero_alt.strip():
            raise ValidationError({"hero_alt": _("Describe the picture for colleagues who cannot see it.")})

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Keep the reading time with the words."""
        if kwargs.get("update_fields") is None:
            self.minutes = self.count_minutes()
        return super().save(*args, **kwargs)

    def count_minutes(self) -> int:
        """Return how long the article takes to read."""
        return reading_minutes(self.standfirst, plain_text(self.body))

    def permissions_for_user(self, user: Any) -> EditorialPermissions:
        """Return what the admin lets this person do here."""
        return EditorialPermissions(user, self)

    def readable(self, pages: PageQuerySet, request: PageRequest) -> PageQuerySet:
        """Name only those relatives in other editions that this viewer may open."""
        from home.articles.access import readable_by

        return readable_by(request.viewer, pages)

    def serve(self, request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the article to its audience; to others say what the lounge is, and nothing of the article."""
        from home.articles.access import may_read

        response: HttpResponse
        if not may_read(request.viewer, self):
            response = TemplateResponse(
                request, "home/articles/closed.html", {"edition_home": self.home_address}, status=403
            )
        else:
            response = super().serve(request, *args, **kwargs)
        if not self.audience_public:
            response["Cache-Control"] = "private, no-store"
        return response

    @property
    def home_address(self) -> str:
        """Return the address of the edition's front page."""
        return f"/{self.locale_code}/"

    def get_context(self, request: PageRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what surrounds the words."""
        from home.articles.queries import surroundings

        return super().get_context(request, *args, **kwargs) | surroundings(self)
