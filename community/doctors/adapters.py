"""allauth on our accounts: random usernames, no public hint of who is behind an address."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from community.doctors.models import User, random_username
from community.doctors.sealing import seal, unseal


class AccountAdapter(DefaultAccountAdapter):
    """Where people land, and what an account is called inside."""

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """Give the account a name that says nothing."""
        user.username = user.username or random_username()

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Send people to the lounge."""
        return reverse("lounge")

    def get_from_email(self) -> str:
        """Send from the portal, not from a person."""
        return settings.DEFAULT_FROM_EMAIL

    def format_email_subject(self, subject: Any) -> str:
        """Keep the subject as written: no site name in brackets."""
        return str(subject)


class MFAAdapter(DefaultMFAAdapter):
    """Second-factor secrets are sealed like identities: a stolen database opens no account."""

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return seal(text).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret."""
        return unseal(encrypted_text.encode())
