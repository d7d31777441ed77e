"""A file on its way to Slack: made, then brought to the address that Slack gives for it. Sharing it is a step of its own.

All this may take longer than a lease, and nothing of it can be seen in Slack: so it goes on in the background, a slice at a time, and the
lane's lease is renewed after each. Whoever is killed meanwhile leaves nothing behind, and the file is made anew.
https://docs.slack.dev/messaging/working-with-files#upload
"""

import asyncio

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from bot.documents import Document, Make, NotAllowed
from bot.logs import safe_traceback
from bot.slack import UNREADABLE
from scheduler.results import Later, Parcel, Prepared, Preparing, Result, Settled
from scheduler.steps import NOT_ALLOWED, NOT_MADE, Step, refusal
from storage.deliveries import Outcome

log = structlog.get_logger(__name__)


class Parcels:
    """The files that this worker is making or bringing to Slack, by the rows that ask for them."""

    def __init__(
        self, client: AsyncWebClient, make: Make | None, slice_: float, patience: float = 60.0
    ) -> None:
        self._client = client
        self._make = make
        self._slice = slice_  # seconds after which the lease is renewed
        self._patience = patience  # seconds without a sign of life while bytes are sent
        self._under_way: dict[int, tuple[str, asyncio.Task[Result]]] = {}

    async def prepare(self, step: Step, owner: str) -> Result:
        """Goes on with a file, for whoever (`owner`) holds its lane. `Preparing` if there is more to do."""
        was_owner, task = self._under_way.get(step.letter.id, ("", None))
        if task is None or was_owner != owner:
            if task is not None:
                task.cancel()  # the lane was lost meanwhile: who may have the file is asked anew
            task = asyncio.create_task(self._bring(step))
            self._under_way[step.letter.id] = (owner, task)
        await asyncio.wait({task}, timeout=self._slice)
        if not task.done():
            return Preparing()
        del self._under_way[step.letter.id]
        return task.result()

    async def stop(self) -> None:
        """Lets go of what is under way: it is made anew by whoever sends it."""
        tasks = [task for _owner, task in self._under_way.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._under_way.clear()

    async def _bring(self, step: Step) -> Result:
        try:
            document = await self._made(step)
        except NotAllowed:
            return Settled(Outcome("refused", error=NOT_ALLOWED))
        except (OSError, SQLAlchemyError):
            return Later(None, arrived_maybe=False)  # the database, or the disk, is away
        except Exception as error:  # noqa: BLE001 - a bug in what is made must not stop what is sent
            log.error("a file could not be made", **safe_traceback(error))
            return Settled(Outcome("refused", error=NOT_MADE))
        try:
            return await self._upload(step, document)
        except SlackApiError as error:
            return refusal(step, error)
        except (TimeoutError, aiohttp.ClientError, OSError, *UNREADABLE):
            return Later(None, arrived_maybe=False)

    async def _made(self, step: Step) -> Document:
        if self._make is None:
            raise NotAllowed
        content = step.letter.payload
        return await self._make(str(content["users"][0]), content["make"])

    async def _upload(self, step: Step, document: Document) -> Result:
        # The ref in the name, too: where blocks are not handed out, the name still is.
        name = f"{document.stem}-{step.letter.ref}{document.suffix}"
        asked = {"filename": name, "length": str(len(document.content))}
        answer = await self._client.api_call(step.method, http_verb="GET", params=asked)
        url, file_id = answer.get("upload_url"), answer.get("file_id")
        session = self._client.session
        if not isinstance(url, str) or not isinstance(file_id, str) or session is None:
            return Later(None, arrived_maybe=False)
        # A large file takes longer than a call: the lease is renewed meanwhile.
        timeout = aiohttp.ClientTimeout(total=600, sock_connect=self._patience, sock_read=self._patience)
        async with session.post(url, data=document.content, timeout=timeout) as response:
            if response.status != 200:
                return Later(None, arrived_maybe=False)
        return Prepared(Parcel(file_id, document.title, tuple(document.blocks)))
