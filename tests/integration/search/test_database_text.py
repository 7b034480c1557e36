"""The text index of the database: made with and without migrations, and PostgreSQL's term frequencies exact."""

import pytest
from django.db import connection

from search.engines.database import DatabaseEngine, postgres, schema
from search.engines.database.terms import Terms

pytestmark = pytest.mark.django_db


def test_the_text_index_can_be_dropped_and_made_again(shelf, settings):
    settings.ELASTICSEARCH_URL = ""
    schema.drop("default")
    existing = set(connection.introspection.table_names())
    assert not existing & set(schema.tables(connection))
    for _twice in range(2):
        schema.ensure("default")
    assert set(schema.tables(connection)) <= set(connection.introspection.table_names())
    shelf.put("a", "Fever")


def test_rows_without_entries_go_when_tables_were_emptied(shelf):
    row = Terms(7, "en", ["fever"], [], ["fever"], "1:x")
    text = DatabaseEngine().text
    text.write([row], [])
    assert text.hashes([7]) == {7: "1:x"}
    schema.ensure("default")
    assert text.hashes([7]) == {}


@pytest.mark.postgres
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="needs PostgreSQL")
def test_frequencies_come_back_exactly_for_every_number():
    with connection.cursor() as cursor:
        for number in range(300):
            row = Terms(1, "en", ["other"], ["fever"] * number + ["cough"], [], "1:x")
            DatabaseEngine().text.write([row], [])
            cursor.execute(f"SELECT {postgres._FREQUENCY} FROM {schema.TEXT} t WHERE entry_id = 1", ["'fever'"])
            assert cursor.fetchone()[0] == min(number, 255)


@pytest.mark.postgres
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="needs PostgreSQL")
@pytest.mark.parametrize("term", ["o'brien", "back\\slash", "a:b", "x&y|z", "(1)", "'"])
def test_no_sign_breaks_a_vector(term):
    row = Terms(1, "en", [term], [term, term], [term], "1:x")
    DatabaseEngine().text.write([row], [])
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {postgres._FREQUENCY} FROM {schema.TEXT} t WHERE entry_id = 1", [postgres._lexeme(term)]
        )
        assert cursor.fetchone()[0] == 3
