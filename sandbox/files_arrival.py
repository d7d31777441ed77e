"""The bytes of an upload arrive: raw or in a form, as many as were announced, and once.

Slack says only that a status other than 200 is a failure: https://docs.slack.dev/messaging/working-with-files
"""

import time

from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope

from sandbox.core import Core
from sandbox.faults import Fault
from sandbox.files import Upload
from sandbox.log import Call
from sandbox.multipart import MultipartError, parts

# What faults and the log call the sending of the bytes, which is no method.
UPLOAD = "upload"


class LengthError(ValueError):
    """Other bytes came than were announced."""

    def __init__(self, count: int, upload: Upload) -> None:
        super().__init__(f"{upload.length} bytes were announced, and {count} or more came")


class Arrivals:
    """The addresses that uploads have."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def take(self, key: str, scope: Scope, receive: Receive) -> Response | None:
        """The answer to an upload, which the log and the inspector have; None if the connection is to be cut."""
        core, started = self._core, time.perf_counter()
        upload = core.state.files.uploads.get(key)
        call = Call(UPLOAD, {"file": upload.file_id} if upload else {}, core.real.time(), core.clock.now())
        core.calls.add(call)
        response = await self._try(key, scope, receive)
        call.status = response.status_code if response else 0
        call.ok, call.duration = call.status == 200, time.perf_counter() - started
        call.error = None if call.ok else "upload_failed"
        core.feed.publish("traffic", call, only="")
        return response

    async def _try(self, key: str, scope: Scope, receive: Receive) -> Response | None:
        """An upload, if no fault befalls it; None if the connection is to be cut."""
        faults = self._core.faults
        fault = faults.find(UPLOAD, None)
        if fault is None:
            return await self._take(key, scope, receive)
        if faults.use(fault).moment == "after":
            answer = await self._take(key, scope, receive)
            return answer if answer.status_code != 200 else await self._spoilt(fault, answer)
        if fault.kind != "slow":
            return await self._spoilt(fault, None)
        await self._core.real.sleep(fault.seconds)
        return await self._take(key, scope, receive)

    async def _spoilt(self, fault: Fault, answer: Response | None) -> Response | None:
        """What comes of the true answer, or of none."""
        if fault.kind in {"hang", "slow"}:
            await self._core.real.sleep(fault.seconds)
        if fault.kind in {"hang", "drop"}:
            return None
        if fault.kind == "slow":
            return answer
        if fault.kind.startswith("ratelimited"):
            return PlainTextResponse("ratelimited", 429, {"Retry-After": str(fault.retry_after)})
        return PlainTextResponse(fault.error, fault.status)

    async def _take(self, key: str, scope: Scope, receive: Receive) -> Response:
        """The bytes of an upload, raw or in a form. Slack says only that a status other than 200 is a failure."""
        upload = self._core.state.files.uploads.get(key)
        if upload is None or upload.arrived or upload.until < self._core.clock.now():
            return PlainTextResponse("this address has been used, has expired, or was never given", 404)
        content_type = dict(scope["headers"]).get(b"content-type", b"").decode("latin-1")
        try:
            if content_type.lower().startswith("multipart/form-data"):
                count = await self._take_form(upload, content_type, receive)
            else:
                count = await self._take_raw(upload, receive)
        except (LengthError, MultipartError) as error:
            return PlainTextResponse(str(error), 400)
        upload.arrived = True
        return PlainTextResponse(f"OK - {count}")

    async def _take_raw(self, upload: Upload, receive: Receive) -> int:
        count = 0
        with self._core.files.contents.arriving(upload.file_id) as target:
            while True:
                event = await receive()
                if event["type"] == "http.disconnect":
                    raise LengthError(count, upload)
                count += len(event.get("body", b""))
                if count > upload.length:
                    raise LengthError(count, upload)
                target.write(event.get("body", b""))
                if not event.get("more_body"):
                    break
            if count != upload.length or upload.arrived:
                raise LengthError(count, upload)
        return count

    async def _take_form(self, upload: Upload, content_type: str, receive: Receive) -> int:
        body, most = bytearray(), upload.length + 64 * 1024
        while True:
            event = await receive()
            body += event.get("body", b"")
            if event["type"] == "http.disconnect" or len(body) > most:
                raise LengthError(len(body), upload)
            if not event.get("more_body"):
                break
        files = [part for part in parts(bytes(body), content_type) if part.is_file]
        if len(files) != 1:
            raise MultipartError(f"one file was expected, and {len(files)} came")
        content = files[0].content
        if len(content) != upload.length or upload.arrived:
            raise LengthError(len(content), upload)
        self._core.files.contents.write(upload.file_id, content)
        return len(content)
