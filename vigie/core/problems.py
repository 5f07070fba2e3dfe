"""What goes wrong, told to a program: problem details (RFC 9457), in the language it asks for."""

import json
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

PROBLEM_TYPE = "application/problem+json"


def is_for_programs(request: HttpRequest) -> bool:
    """Tell whether the address asked for is one of the API."""
    return request.path_info.startswith(f"/{settings.VIGIE_API_PREFIX}")


def problem(
    status: int,
    title: str | Promise,
    detail: str | Promise = "",
    *,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Return a problem as a response.

    `errors`: one for each thing to correct, with its `detail` and where it is: `pointer` (a
    JSON pointer into the body, as a fragment), or `parameter` and `in`. Nothing that was sent is
    repeated: it may be secret.
    """
    told: dict[str, object] = {"type": "about:blank", "title": str(title), "status": status}
    if detail:
        told["detail"] = str(detail)
    if errors:
        told["errors"] = [dict(error) for error in errors]
    return HttpResponse(
        json.dumps(told, ensure_ascii=False),
        status=status,
        content_type=PROBLEM_TYPE,
        headers=headers,
    )
