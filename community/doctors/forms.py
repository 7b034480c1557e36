"""Input of the account pages."""

from typing import Any

from allauth.account.forms import SignupForm as AllauthSignupForm
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest


class SignupForm(AllauthSignupForm):
    """Joining; takes as long for a known address as for a new one, so that the time tells nothing."""

    def try_save(self, request: HttpRequest) -> Any:
        """Hash the password on both paths: the hash is what takes the time."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)
