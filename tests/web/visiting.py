"""A visitor of the application, who looks closely at every page."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from httpx2 import Response
from starlette.testclient import TestClient

from tests.web.page import Page, inspect

FORM = "application/x-www-form-urlencoded"
ORIGIN = {"origin": "http://testserver"}


class Visitor:
    """A browser without scripts: sends forms as a browser does, follows nothing by itself."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def ask(
        self,
        method: str,
        path: str,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Any request; whatever page comes back is inspected."""
        sent = dict(headers) if headers is not None else dict(ORIGIN if method != "GET" else {})
        body = None
        if method == "POST":
            sent, body = {"content-type": FORM, **sent}, urlencode(form or {}).encode()
        answer: Response = self.client.request(method, path, content=body, headers=sent)
        if answer.headers.get("content-type", "").startswith("text/html"):
            inspect(Page(answer.text), answer.text)
        assert "Traceback" not in answer.text[:20000]
        return answer

    def get(self, path: str, status: int = 200) -> Page:
        answer = self.ask("GET", path)
        assert answer.status_code == status, answer.text[:500]
        return Page(answer.text)

    def post(self, path: str, form: Mapping[str, str] | None = None, status: int = 303) -> Response:
        answer = self.ask("POST", path, form)
        assert answer.status_code == status, answer.text[:3000]
        return answer

    def save(self, report: int, sent: Mapping[str, str], status: int = 200) -> Page:
        """A save as the script sends it: `seq`, and `v.FIELD` and `b.FIELD` for each field."""
        form = {"client": "tab-1", "seq": "1", "source": "typed", **sent}
        answer = self.ask("POST", f"/reports/{report}/fields", form, {**ORIGIN, "x-gouji": "1"})
        assert answer.status_code == status, answer.text[:500]
        return Page(answer.text)
