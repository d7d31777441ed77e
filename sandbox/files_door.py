"""Where files' bytes go in and out: the addresses for uploads, and those that only a token opens.

https://docs.slack.dev/messaging/working-with-files
"""

from collections.abc import Callable
from urllib.parse import quote

from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from sandbox.core import Core
from sandbox.files import File
from sandbox.files_arrival import Arrivals
from sandbox.files_shapes import visible

UPLOADS, PRIVATE, THUMBNAILS = "/upload/v1/", "/files-pri/", "/files-tmb/"
PREFIXES = (UPLOADS, PRIVATE, THUMBNAILS)


class FilesDoor:
    """The ASGI application under these prefixes. `drop` cuts the connection of a request."""

    def __init__(self, core: Core, drop: Callable[[Scope], None]) -> None:
        self._core = core
        self._drop = drop
        self._arrivals = Arrivals(core)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        path, upload = scope["path"], scope["path"].startswith(UPLOADS)
        if scope["method"] not in ({"POST"} if upload else {"GET", "HEAD"}):
            response: Response | None = PlainTextResponse("method not allowed", 405)
        elif upload:
            response = await self._arrivals.take(path.removeprefix(UPLOADS), scope, receive)
        else:
            response = self._hand_out(scope)
        if response:
            await response(scope, receive, send)
        else:
            self._drop(scope)

    def _hand_out(self, scope: Scope) -> Response:
        """A file's bytes, or the way to the login page: for no token, a wrong one, one without files:read, and for
        what doesn't exist for the app. After the redirection that is HTML with status 200."""
        state, path = self._core.state, scope["path"]
        scheme, _, token = dict(scope["headers"]).get(b"authorization", b"").decode("latin-1").partition(" ")
        known = scheme.lower() == "bearer" and token.strip() == state.app.bot_token
        file = None
        if known and not state.app.token_error and "files:read" in state.app.scopes:
            file = self._asked(path)
        if file is None or file.deleted:
            return RedirectResponse(f"{state.base_url}?redir={quote(path, safe='')}", 302)
        contents = self._core.files.contents.path(file.id)
        return bytes_of(file, str(contents), download="/download/" in path)

    def _asked(self, path: str) -> File | None:
        state = self._core.state
        place = path.split("/")[2].split("-")
        wanted = place[1] if len(place) in {2, 3} and place[0] == state.team_id else ""
        file = visible(state, wanted, state.app.bot_user_id)
        thumbnail = path.startswith(THUMBNAILS)
        if file and thumbnail and (not file.width or place[-1] != file.secret):
            return None
        return file


def bytes_of(file: File, path: str, *, download: bool) -> Response:
    """A file's bytes. A browser shows pictures only, and runs nothing of what people uploaded."""
    kind = file.kind.mimetype
    inline = not download and kind.startswith("image/")
    headers = {
        "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-cache",
    }
    return FileResponse(
        path,
        headers=headers,
        media_type=kind,
        filename=file.name,
        content_disposition_type="inline" if inline else "attachment",
    )
