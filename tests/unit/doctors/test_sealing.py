"""Sealed fields open with the right key only, and say so otherwise."""

import pytest
from cryptography.fernet import Fernet

from community.doctors.identity import Licence, SealedIdentity, open_name, record_identity, record_licence
from community.doctors.sealing import KeyMissing, keyed_hash, seal, unseal
from tests.factories.doctors import make_user


def test_sealed_text_opens_after_rotation_and_not_with_another_key(settings):
    sealed = seal("Ada Example")
    settings.IDENTITY_KEYS = [Fernet.generate_key().decode(), *settings.IDENTITY_KEYS]
    assert unseal(sealed) == "Ada Example"

    settings.IDENTITY_KEYS = settings.IDENTITY_KEYS[:1]
    with pytest.raises(KeyMissing):
        unseal(sealed)


def test_keyed_hash_depends_on_the_key_and_not_on_case(settings):
    before = keyed_hash("gb", "", "C1234567")
    assert keyed_hash("GB", "", "c1234567 ") == before

    settings.IDENTITY_HASH_KEY = "another"
    assert keyed_hash("gb", "", "C1234567") != before


@pytest.mark.django_db
def test_identity_rows_hold_nothing_readable():
    user = make_user()
    record_identity(user=user, full_name="Ada Example")
    record_identity(user=user, full_name="Ada Example-Smith")
    first = record_licence(user=user, country="gb", jurisdiction="", number="1234567")
    again = record_licence(user=user, country="gb", jurisdiction="", number="1234567")

    assert (first, SealedIdentity.objects.count(), Licence.objects.count()) == (again, 1, 1)
    assert open_name(user) == "Ada Example-Smith"
    stored = bytes(SealedIdentity.objects.get().sealed_name) + bytes(first.sealed_number)
    assert b"Ada" not in stored
    assert b"1234567" not in stored
