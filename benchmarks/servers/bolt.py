"""Stock Bolt: a bare AsyncApp on Starlette and uvicorn, with so many listeners of commands, and some of events, that only acknowledge.

ACKNOWLEDGES: `after` (process_before_response=True) or `polling` (Bolt's default). Of commands the last one is called.
"""

import os

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

app = AsyncApp(
    client=AsyncWebClient(os.environ.pop("SLACK_BOT_TOKEN"), base_url=os.environ["SLACK_API_URL"]),
    signing_secret=os.environ["SLACK_SIGNING_SECRET"],
    process_before_response=os.environ["ACKNOWLEDGES"] == "after",
)
handler = AsyncSlackRequestHandler(app)


async def acknowledge(ack: AsyncAck) -> None:
    await ack()


for number in range(int(os.environ["LISTENERS"]) - 1):
    app.command(f"/other-{number}")(acknowledge)
app.command("/calendar")(acknowledge)
for name in ("message", "reaction_added", "reaction_removed"):
    app.event(name)(acknowledge)


async def endpoint(request: Request) -> Response:
    return await handler.handle(request)


uvicorn.run(
    Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])]),
    host=os.environ["HOST"],
    port=int(os.environ["PORT"]),
    log_config=None,
    access_log=False,
    lifespan="off",
)
