"""Files on the page: a person uploads them, looks at what exists for them, and deletes their own."""

from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sandbox.files import LARGEST, File
from sandbox.files_door import bytes_of
from sandbox.files_shapes import visible, whole_file_json
from sandbox.model import Json, Member
from sandbox.page_actor import ActError, Acts

if TYPE_CHECKING:
    from sandbox.workspace import Workspace


class FilePages:
    """The endpoints."""

    def __init__(self, ws: "Workspace") -> None:
        self._core = ws.core

    def routes(self) -> list[Route]:
        """What is served where."""
        return [
            Route("/page/upload", self.upload, methods=["POST"]),
            Route("/page/files/{file}", self.file),
        ]

    async def upload(self, request: Request) -> Response:
        """The bytes of one file; answers with the file, which only its owner sees yet."""
        viewer, name = self._viewer(request), request.query_params.get("name", "").strip()
        if viewer is None or not name:
            return failed("user_not_found" if viewer is None else "no_name", "That can't be uploaded.")
        files, count = self._core.files, 0
        upload = files.begin(viewer.id, name, 0)
        try:
            with files.contents.arriving(upload.file_id) as target:
                async for chunk in request.stream():
                    count += len(chunk)
                    if count > LARGEST:
                        raise OverflowError
                    target.write(chunk)
        except (ClientDisconnect, OverflowError):
            files.discard(upload)
            return failed("file_too_large", f"{name} is too large: a gigabyte is the most.")
        if not count:
            files.discard(upload)
            return failed("file_empty", f"{name} is empty.")
        upload.length = count
        file = files.finish(upload)
        return JSONResponse({"ok": True, "file": whole_file_json(self._core.state, file, viewer)})

    async def file(self, request: Request) -> Response:
        """A file's bytes, if it exists for the person."""
        viewer = self._viewer(request)
        file = visible(self._core.state, request.path_params["file"], viewer.id) if viewer else None
        if file is None or file.deleted:
            return PlainTextResponse("There is no such file.", 404)
        path = str(self._core.files.contents.path(file.id))
        return bytes_of(file, path, download="download" in request.query_params)

    def _viewer(self, request: Request) -> Member | None:
        member = self._core.state.members.get(request.query_params.get("as", ""))
        return None if member is None or member.is_bot or member.deleted else member


def failed(error: str, message: str) -> Response:
    """Why it couldn't be uploaded."""
    return JSONResponse({"ok": False, "error": error, "message": message})


def own_file(act: Acts, file_id: object) -> File:
    """A file of the member's own."""
    file = act.core.state.files.by_id.get(str(file_id))
    if file is None or file.deleted or file.user != act.viewer.id:
        raise ActError("file_not_found", "The file is gone.")
    return file


def files_to_send(act: Acts) -> list[File]:
    """The files that a message of the member shares."""
    return [own_file(act, file_id) for file_id in act.body.get("files") or ()]


async def delete_file(act: Acts) -> Json:
    """Delete one's file, wherever it's shared."""
    act.ws.delete_file(own_file(act, act.body.get("file")))
    return {}


FILE_ACTS = (delete_file,)
