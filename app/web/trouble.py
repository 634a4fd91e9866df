"""Every refusal and every defect becomes an answer here, and nowhere else.

A page for people, one plain sentence for the scripts (which say so by the header `X-Gouji`). No traceback and
no detail of the inside ever leaves.
"""

from __future__ import annotations

import secrets
import traceback
from http import HTTPStatus
from urllib.parse import quote

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Scope

from app.domain import import_troubles, importing_troubles, print_troubles, troubles
from app.domain.proof_troubles import NotEqual, UnreadableDocument
from app.domain.request_troubles import (
    Malformed,
    NoSuchMethod,
    TooLarge,
    UnknownField,
    WrongHost,
    WrongOrigin,
)
from app.domain.troubles import NotFound, Overloaded, SignedOut, TooManyTries, Trouble
from app.web.contexts import TroublePage
from app.web.frames import frame, own_path, show
from app.web.shield import security_headers

STATUS: dict[type[Trouble], HTTPStatus] = {
    troubles.SignedOut: HTTPStatus.UNAUTHORIZED,
    troubles.WrongPassword: HTTPStatus.UNAUTHORIZED,
    troubles.NotYours: HTTPStatus.FORBIDDEN,
    troubles.NotFound: HTTPStatus.NOT_FOUND,
    troubles.AlreadyExists: HTTPStatus.CONFLICT,
    troubles.ContentChanged: HTTPStatus.CONFLICT,
    troubles.AlreadyFinished: HTTPStatus.CONFLICT,
    troubles.NotFinished: HTTPStatus.CONFLICT,
    troubles.KeyReused: HTTPStatus.CONFLICT,
    troubles.StillBlocked: HTTPStatus.UNPROCESSABLE_ENTITY,
    troubles.WeakPassword: HTTPStatus.UNPROCESSABLE_ENTITY,
    troubles.TooLong: HTTPStatus.UNPROCESSABLE_ENTITY,
    troubles.TooMany: HTTPStatus.UNPROCESSABLE_ENTITY,
    troubles.Unwritable: HTTPStatus.UNPROCESSABLE_ENTITY,
    troubles.TooManyTries: HTTPStatus.TOO_MANY_REQUESTS,
    troubles.NotSaved: HTTPStatus.SERVICE_UNAVAILABLE,
    troubles.Overloaded: HTTPStatus.SERVICE_UNAVAILABLE,
    print_troubles.NoGlyph: HTTPStatus.UNPROCESSABLE_ENTITY,
    print_troubles.TextTooLong: HTTPStatus.UNPROCESSABLE_ENTITY,
    print_troubles.ReportTooLong: HTTPStatus.UNPROCESSABLE_ENTITY,
    print_troubles.PrintingStopped: HTTPStatus.UNPROCESSABLE_ENTITY,
    print_troubles.PrintingBroken: HTTPStatus.SERVICE_UNAVAILABLE,
    NotEqual: HTTPStatus.INTERNAL_SERVER_ERROR,
    UnreadableDocument: HTTPStatus.UNPROCESSABLE_ENTITY,
    import_troubles.NoReportIn: HTTPStatus.UNPROCESSABLE_ENTITY,
    importing_troubles.NothingBrought: HTTPStatus.UNPROCESSABLE_ENTITY,
    importing_troubles.TooMuchText: HTTPStatus.UNPROCESSABLE_ENTITY,
    importing_troubles.UploadBroken: HTTPStatus.UNPROCESSABLE_ENTITY,
    importing_troubles.FileTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    WrongHost: HTTPStatus.BAD_REQUEST,
    WrongOrigin: HTTPStatus.FORBIDDEN,
    Malformed: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnknownField: HTTPStatus.UNPROCESSABLE_ENTITY,
    TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    NoSuchMethod: HTTPStatus.METHOD_NOT_ALLOWED,
}
BY_STATUS: dict[int, type[Trouble]] = {404: NotFound, 405: NoSuchMethod, 413: TooLarge}
RETRY_AFTER = {
    Overloaded: "2",
    troubles.NotSaved: "5",
    TooManyTries: "60",
    print_troubles.PressBusy: "10",
    print_troubles.PrintingBroken: "5",
}

log = structlog.get_logger()


def status_of(trouble: Trouble) -> HTTPStatus:
    """The status of a refusal: its own, or that of the nearest kind above it."""
    return next((STATUS[kind] for kind in type(trouble).__mro__ if kind in STATUS), HTTPStatus.CONFLICT)


def is_fragment(request: Request) -> bool:
    """Whether a script of ours has asked, which wants a sentence and no page."""
    return "x-gouji" in request.headers or "hx-request" in request.headers


def answer(request: Request, trouble: Trouble) -> Response:
    """The answer to a refused request. Whoever opens a page signed out is sent to sign in and back."""
    status, sentence = status_of(trouble), trouble.sentence
    if is_fragment(request):
        response: Response = PlainTextResponse(sentence, status)
    elif isinstance(trouble, SignedOut) and request.method == "GET":
        return RedirectResponse(f"/signin?next={quote(own_path(request), safe='')}", HTTPStatus.SEE_OTHER)
    else:
        response = show(request, TroublePage(frame(request), status, sentence, ""), status)
    retry = RETRY_AFTER.get(type(trouble))
    if retry:
        response.headers["Retry-After"] = retry
    return response


def refuse(scope: Scope, refusal: Trouble) -> ASGIApp:
    """The answer of the shield, which stands before the pages."""
    return answer(Request(scope), refusal)


def install(app: FastAPI, ancestors: tuple[str, ...]) -> None:
    """Make this module the only one that answers for refusals and defects."""

    async def on_trouble(request: Request, trouble: Exception) -> Response:
        return answer(request, trouble if isinstance(trouble, Trouble) else NotFound())

    async def on_http(request: Request, found: Exception) -> Response:
        status = found.status_code if isinstance(found, HTTPException) else HTTPStatus.NOT_FOUND
        return answer(request, BY_STATUS.get(status, Malformed)())

    async def on_defect(request: Request, defect: Exception) -> Response:
        reference = secrets.token_hex(4)
        # As text: a log that shows the local variables would show what people have typed.
        trace = "".join(traceback.format_exception(defect))
        log.error("defect", reference=reference, path=request.scope["path"], trace=trace)
        response = (
            PlainTextResponse(reference, HTTPStatus.INTERNAL_SERVER_ERROR)
            if is_fragment(request)
            else show(request, TroublePage(frame(request), 500, "", reference), 500)
        )
        response.headers.update({**security_headers(ancestors), "Cache-Control": "no-store"})
        return response

    app.add_exception_handler(Trouble, on_trouble)
    app.add_exception_handler(RequestValidationError, on_trouble)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(Exception, on_defect)
