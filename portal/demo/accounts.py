"""Demo accounts: one sign-in per role, with second factors that `demo_code` can tell."""

import base64
import hashlib
import hmac
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings

from community.doctors.duties import grant_duty
from community.doctors.models import User

PASSWORD = "paper-lamp-and-quiet"  # noqa: S105  # Demo data only; printed by `make run`.
DOMAIN = "demo.invalid"


@dataclass(frozen=True, slots=True)
class Account:
    """A demo account: its name before the @, what it is for, its duties, and its byline when it has one."""

    name: str
    role: str
    duties: tuple[tuple[str, str], ...] = ()
    byline: str = ""
    country: str = ""


STAFF = (
    Account("member", "member, licence not yet verified"),
    Account("editor", "editor of Canada and the United Kingdom", (("editor", "ca"), ("editor", "gb")), "Ada Demo"),
    Account("reviewer", "medical reviewer of Canada", (("medical_reviewer", "ca"),), "Ben Demo"),
    Account(
        "manager",
        "regional manager of Canada",
        (("regional_manager", "ca"), ("verifier", "ca"), ("editor", "ca")),
        "Cleo Demo",
    ),
    Account("moderator", "moderator of Canada", (("moderator", "ca"),)),
    Account("administrator", "administrator", (("administrator", ""),)),
)


def address(name: str) -> str:
    """Return a demo account's e-mail address; the domain can never receive mail."""
    return f"{name}@{DOMAIN}"


def make_account(account: Account) -> User:
    """Create the account with its duties and second factor, once."""
    known = EmailAddress.objects.filter(email=address(account.name)).select_related("user").first()
    if known:
        return known.user
    user = User.objects.create_user(password=PASSWORD, byline=account.byline, language="en-ca")
    EmailAddress.objects.create(user=user, email=address(account.name), primary=True, verified=True)
    for kind, country in account.duties:
        grant_duty(user=user, kind=kind, country=country, reason="demo")
    if account.duties:
        TOTP.activate(user, _secret(account.name))
    return user


def _secret(name: str) -> str:
    """Derive an account's secret from this installation's key, so that no two demos share codes."""
    digest = hmac.new(settings.SECRET_KEY.encode(), f"demo:{name}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:20]).decode()


def current_code(name: str) -> str | None:
    """Return the code valid now, or None when the account is unknown or has no second factor."""
    row = Authenticator.objects.filter(user__emailaddress__email=address(name), type=Authenticator.Type.TOTP).first()
    if row is None:
        return None
    secret = get_adapter().decrypt(row.data["secret"])
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
