"""Joining tells nobody whether an address is known, by words or by time."""

import pytest
from django.contrib.auth import hashers

from tests.factories.doctors import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("email", ["known@example.org", "fresh@example.org"])
def test_known_and_fresh_addresses_get_the_same_answer_and_cost_one_hash(client, monkeypatch, email):
    make_user(email="known@example.org")
    hashed = []
    encode = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(
        hashers.MD5PasswordHasher, "encode", lambda self, *args: hashed.append(1) or encode(self, *args)
    )

    answer = client.post(
        "/account/signup/", {"email": email, "password1": "quiet-otter-and-88", "password2": "quiet-otter-and-88"}
    )

    assert (answer.status_code, answer["Location"], len(hashed)) == (302, "/account/confirm-email/", 1)
