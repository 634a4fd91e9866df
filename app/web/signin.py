"""Signing in, on its own page or inside the page where the session has ended, and out."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.domain.troubles import TooManyTries, WrongPassword
from app.web.access import drop, keep, token_of
from app.web.contexts import SignInPage
from app.web.forms import form
from app.web.frames import LARGE, SIZE_COOKIE, frame, show
from app.web.rooms import rooms_of
from app.web.trouble import is_fragment, status_of

DESK = "/reports"
FORM = frozenset({"name", "password", "next"})
A_YEAR = 365 * 24 * 3600

router = APIRouter()


@router.get("/signin")
async def sign_in_page(request: Request, next: str = DESK) -> HTMLResponse:  # noqa: A002 # the public name
    """The page that asks for name and password."""
    return show(request, SignInPage(frame(request), "", own(next), ""))


@router.post("/signin")
async def sign_in(request: Request) -> Response:
    """Begin a session. A script gets 204; a person goes where they wanted to go."""
    rooms = rooms_of(request)
    sent = await form(request, FORM.__contains__)
    name, goal = sent.get("name", "").strip(), own(sent.get("next", DESK))
    address = request.client.host if request.client else ""
    try:
        signed_in = await rooms.accounts.sign_in(name, sent.get("password", ""), address)
    except (WrongPassword, TooManyTries) as refused:
        if is_fragment(request):
            raise
        page = SignInPage(frame(request), name, goal, refused.sentence)
        return show(request, page, status_of(refused))
    response: Response = (
        Response(status_code=HTTPStatus.NO_CONTENT)
        if is_fragment(request)
        else RedirectResponse(goal, HTTPStatus.SEE_OTHER)
    )
    keep(response, rooms, signed_in)
    return response


@router.post("/signout")
async def sign_out(request: Request) -> Response:
    """End the session here and on the server."""
    rooms, token = rooms_of(request), token_of(request)
    if token:
        await rooms.accounts.sign_out(token)
    response = RedirectResponse("/signin", HTTPStatus.SEE_OTHER)
    drop(response, rooms)
    return response


@router.post("/size")
async def size(request: Request) -> Response:
    """Show everything in large or in normal letters from now on."""
    sent = await form(request, frozenset({"size", "next"}).__contains__)
    response = RedirectResponse(own(sent.get("next", DESK)), HTTPStatus.SEE_OTHER)
    chosen = LARGE if sent.get("size") == LARGE else ""
    response.set_cookie(SIZE_COOKIE, chosen, A_YEAR, path="/", httponly=True, samesite="lax")
    return response


def own(goal: str) -> str:
    """A path of this site as it was asked for; anything else becomes the desk."""
    plain = goal.isascii() and goal.isprintable() and "\\" not in goal and " " not in goal
    if not plain or not goal.startswith("/") or goal.startswith("//"):
        return DESK
    try:
        parts = urlsplit(goal)
    except ValueError:
        return DESK
    return DESK if parts.scheme or parts.netloc else goal
