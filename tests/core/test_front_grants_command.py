"""Whoever owns the database reads the front's rights before applying them."""

from io import StringIO

from django.core.management import call_command

from vigie.core.grants import front_grants_sql


def test_it_prints_statements_that_psql_takes() -> None:
    out = StringIO()
    call_command("front_grants", "vigie_front", stdout=out)
    assert out.getvalue().splitlines() == [f"{sql};" for sql in front_grants_sql("vigie_front")]
    assert out.getvalue().startswith(
        'REVOKE ALL ON ALL TABLES IN SCHEMA public FROM "vigie_front";'
    )
