"""What the portal writes to people: each mail tells of nobody but its reader."""

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.urls import reverse

from portal.kit.models import Mail
from tests.support.lounge import make_company
from tests.support.people import Person, sign_in

# Mail leaves after commit, while the request that caused it is still at hand: so the commits must be real.
pytestmark = pytest.mark.django_db(transaction=True)

PASSWORDS = {"password1": "quiet-lamp-on-the-table", "password2": "quiet-lamp-on-the-table"}


def test_no_mail_tells_of_anybody_but_its_reader():
    lounge = make_company()
    everyone = {person.email: person for person in lounge.people.values()}

    _ask_for_mail(lounge.people["doctor-gb"])

    assert len(mail.outbox) == 6
    for message in mail.outbox:
        (to,) = message.to
        own = everyone[to].sealed if to in everyone else ()
        parts = [
            str(message.message()),
            message.subject,
            message.body,
            *(str(part[0]) for part in message.alternatives),
        ]
        text = "\n".join(parts).casefold()
        assert [m.what for m in lounge.marks if m.text not in own and m.text.casefold() in text] == []
    assert [row.content for row in Mail.objects.exclude(content={})] == []


def _ask_for_mail(person: Person) -> None:
    """Do everything that makes the portal write to somebody."""
    visitor, client = sign_in(None), sign_in(person)
    for address in ("new-colleague@example.org", person.email):
        visitor.post(reverse("account_signup"), {"email": address, **PASSWORDS})
        visitor.post(reverse("account_reset_password"), {"email": address})
    visitor.post(reverse("account_login"), {"login": person.email, "password": "wrong-and-long-enough"})
    form = client.get(reverse("mfa_activate_totp")).context["form"]
    client.post(reverse("mfa_activate_totp"), {"code": _code(form.secret)})
    client.post(reverse("account_email"), {"email": "elsewhere@example.org", "action_add": "1"})
    client.post(reverse("account_change_password"), {"oldpassword": "a-long-test-password", **PASSWORDS})


def _code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
