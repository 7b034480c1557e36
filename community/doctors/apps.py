"""Members, doctors, duties, and the sealed identity behind them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DoctorsConfig(AppConfig):
    """Who people are: accounts, doctors by pseudonym, duties by country."""

    name = "community.doctors"
    label = "doctors"
    verbose_name = _("Doctors")
