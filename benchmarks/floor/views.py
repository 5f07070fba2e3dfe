"""The one view of the floor."""

import uuid

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path


def insert(request: HttpRequest) -> HttpResponse:
    """Write the body of the request in one row, committed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO floor (id, body) VALUES (%s, %s)",
            [uuid.uuid4().hex, request.body.decode()],
        )
    return HttpResponse("written")


def make_table() -> None:
    """Make the floor's one table, anew."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS floor")
        cursor.execute("CREATE TABLE floor (id char(32) PRIMARY KEY, body text NOT NULL)")


urlpatterns = [path("insert", insert)]
application = get_wsgi_application()

if __name__ == "__main__":
    make_table()
