"""What every part of the API shares: problems for errors, audiences, an honest OpenAPI document."""

from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.http.request import UnreadablePostError
from django.urls import URLPattern, path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation, PathView
from pydantic import ConfigDict

from vigie.core.audience import Audience, audience
from vigie.core.errors import PAGES
from vigie.core.problems import PROBLEM_TYPE, problem
from vigie.surfaces.api.fields import OURS

TITLES: dict[int, str | Promise] = {
    **{status: words[0] for status, words in PAGES.items()},
    401: _("A valid token is needed"),
    403: _("This token does not give access to this"),
    404: _("Nothing is there"),
    405: _("This cannot be done here"),
    406: _("We answer in JSON only"),
    409: _("This code was used before, for something else"),
    415: _("Send JSON: Content-Type: application/json"),
    422: _("Something is to be corrected"),
    503: _("This cannot be done at the moment"),
}
# What pydantic calls an error, and our words for it.
WORDS: dict[str, str | Promise] = {
    "missing": _("This is required."),
    "extra_forbidden": _("There is no such field."),
    "model_attributes_type": _("Give an object."),
    "model_type": _("Give an object."),
    "dict_type": _("Give an object."),
    "list_type": _("Give a list."),
    "too_long": _("These are too many."),
    "string_too_short": _("This is too short."),
    "string_too_long": _("This is too long."),
}
NOT_VALID = _("This value is not valid.")
JSON_TYPE = "application/json"

View = Callable[..., HttpResponseBase]


class Strict(Schema):
    """What comes in: a field that nobody knows is an error, not a silent loss."""

    model_config = ConfigDict(extra="forbid")


class FieldError(Schema):
    """One thing to correct: where, and what."""

    detail: str
    pointer: str | None = None
    parameter: str | None = None


class Problem(Schema):
    """What went wrong (RFC 9457), in the language of Accept-Language."""

    type: str
    title: str
    status: int
    detail: str | None = None
    errors: list[FieldError] | None = None


class Refusal(Exception):  # noqa: N818 - reads as the answer it is
    """The request is answered by a problem."""

    def __init__(  # noqa: PLR0913 - each is one thing that a problem may say
        self,
        status: int,
        detail: str | Promise = "",
        *,
        pointer: str = "",
        parameter: str = "",
        retry_after: int | None = None,
        title: str | Promise = "",
    ) -> None:
        """Say which; `pointer` or `parameter` names what is to be corrected.

        `title`: in the place of the usual words for this status.
        """
        super().__init__(status)
        self.status = status
        self.detail = detail
        self.place = {"pointer": pointer} if pointer else {"parameter": parameter}
        self.retry_after = retry_after
        self.title = title or TITLES[status]

    def response(self) -> HttpResponse:
        """Return the problem."""
        headers = {"Retry-After": str(self.retry_after)} if self.retry_after else {}
        if self.status == 401:  # noqa: PLR2004 - the status itself
            headers["WWW-Authenticate"] = "Bearer"
        if any(self.place.values()):
            errors = [{**self.place, "detail": str(self.detail)}]
            return problem(self.status, self.title, errors=errors, headers=headers)
        return problem(self.status, self.title, self.detail, headers=headers)


# How each error is answered, by its kind.
ANSWERS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    Refusal: lambda _request, refusal: refusal.response(),
    ValidationError: lambda _request, error: invalid(error),
    HttpError: lambda _request, error: Refusal(error.status_code).response(),
    Http404: lambda _request, _error: Refusal(404).response(),
}


class VigieAPI(NinjaAPI):
    """An API whose errors are problems, and whose document says so."""

    def __init__(self, **options: Any) -> None:
        """Serve neither ninja's own pages nor its own errors."""
        super().__init__(openapi_url=None, docs_url=None, **options)
        for kind, answer in ANSWERS.items():
            self.add_exception_handler(kind, answer)

    def document(self) -> dict[str, Any]:
        """Return the OpenAPI document: errors are of the type that problems are."""
        found: dict[str, Any] = dict(self.get_openapi_schema(path_prefix="api/v1/"))
        for operations in found["paths"].values():
            for operation in operations.values():
                for status, response in operation["responses"].items():
                    if int(status) >= 400 and JSON_TYPE in response.get("content", {}):  # noqa: PLR2004
                        response["content"] = {PROBLEM_TYPE: response["content"].pop(JSON_TYPE)}
        return found

    @property
    def openapi(self) -> View:
        """Return the view of the document."""

        @audience(Audience.ANYONE)
        @require_safe
        def openapi(_request: HttpRequest) -> HttpResponse:
            return JsonResponse(self.document())

        return openapi

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Name an operation by its function: clients made from the document read well."""
        return str(operation.view_func.__name__)

    def routes(self, under: str) -> Iterator[URLPattern]:
        """Return the addresses, each with its audience and answering nothing but problems."""
        for router in self._get_bound_routers():
            for address, path_view in router.path_operations.items():
                parts = (part.strip("/") for part in (under, router.prefix, address))
                route = "/".join(part for part in parts if part)
                name = path_view.operations[0].view_func.__name__
                yield path(route.replace("{", "<").replace("}", ">"), guarded(path_view), name=name)


def problems(*statuses: int) -> dict[int, type[Problem]]:
    """Return how a view answers what goes wrong, for ninja's `response`."""
    return dict.fromkeys((400, 406, 413, *statuses), Problem)


def guarded(path_view: PathView) -> View:
    """Return a view of these operations, which all are for the same audience.

    What ninja would not refuse, or not by a problem, is refused before it.
    """
    audiences = {operation.view_func.audience for operation in path_view.operations}  # type: ignore[attr-defined]
    (declared,) = audiences
    view = path_view.get_view()
    methods = {method for operation in path_view.operations for method in operation.methods}
    given = {getattr(operation.view_func, "gives", JSON_TYPE) for operation in path_view.operations}
    # Errors are JSON everywhere: who takes that alone is told of them.
    given.add(JSON_TYPE)

    @wraps(view)
    def answer(request: HttpRequest, **captured: Any) -> HttpResponseBase:
        if request.method not in methods:
            return problem(405, TITLES[405], headers={"Allow": ", ".join(sorted(methods))})
        if not any(map(request.accepts, given)):
            return problem(406, TITLES[406])
        if request.method == "POST" and (refusal := unreadable(request)):
            return problem(refusal, TITLES[refusal])
        response: HttpResponseBase = view(request, **captured)
        return response

    answer.audience = declared  # type: ignore[attr-defined]
    answer.csrf_exempt = True  # type: ignore[attr-defined]
    return answer


def unreadable(request: HttpRequest) -> int | None:
    """Return the status that says why a body cannot be read, or None when it can."""
    if request.content_type != JSON_TYPE:
        return 415
    try:
        return None if request.body else 400
    except RequestDataTooBig:
        return 413
    except (UnreadablePostError, BadRequest):
        return 400


def invalid(error: ValidationError) -> HttpResponse:
    """Return a problem that names every field to correct."""
    return problem(422, TITLES[422], errors=[said(each) for each in error.errors])


def said(error: dict[str, Any]) -> dict[str, str]:
    """Return one error in our words, without what was sent."""
    place: Sequence[Any] = error["loc"]
    words = error["msg"] if error["type"] == OURS else str(WORDS.get(error["type"], NOT_VALID))
    where = str(place[0])
    if where == "body":
        # The first two say “body” and the name of our argument.
        return {
            "pointer": "#" + "".join(f"/{escaped(step)}" for step in place[2:]),
            "detail": words,
        }
    return {"parameter": str(place[-1]), "detail": words}


def escaped(step: object) -> str:
    """Return a step of a JSON pointer, written as one (RFC 6901)."""
    return str(step).replace("~", "~0").replace("/", "~1").encode("utf-8", "replace").decode()
