"""A small Bolt app that answers in every way that the page shows: for the browser tests."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox import Workspace
from sandbox.server import Server

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(text: str, value: str) -> Json:
    return {"text": plain(text), "value": value}


def form(**more: Any) -> Json:
    """A modal with a field of most kinds."""
    countries: Json = {"type": "external_select", "action_id": "v", "min_query_length": 1}
    kinds: list[tuple[str, str, Json]] = [
        ("organisation", "Organisation", {"type": "plain_text_input", "action_id": "v"}),
        ("country", "Country", countries),
    ]
    optional: list[tuple[str, str, Json]] = [
        ("languages", "Languages", {"type": "checkboxes", "action_id": "v",
                                    "options": [option("English", "en"), option("français", "fr")]}),
        ("years", "Years", {"type": "number_input", "is_decimal_allowed": False, "action_id": "v"}),
        ("colleagues", "Colleagues", {"type": "multi_users_select", "action_id": "v"}),
    ]  # fmt: skip
    blocks = [
        {"type": "input", "block_id": block_id, "label": plain(label), "element": element, "optional": easy}
        for fields, easy in ((kinds, False), (optional, True))
        for block_id, label, element in fields
    ]
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("Your profile"),
        "submit": plain("Publish"),
        "blocks": blocks,
    } | more


def build(ws: Workspace) -> AsyncApp:
    client = AsyncWebClient(token=ws.bot_token, base_url=ws.url)
    app = AsyncApp(
        client=client,
        signing_secret=ws.signing_secret,
        process_before_response=True,
    )

    @app.command("/calendar")
    async def calendar(ack: Any, command: Json) -> None:
        await ack(f"What is ahead: *nothing*, <@{command['user_id']}>")

    @app.command("/form")
    async def open_form(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=form())
        await ack()

    @app.view("form")
    async def submitted(ack: Any, view: Json) -> None:
        values = view["state"]["values"]
        if values["organisation"]["v"]["value"] != "ILO":
            await ack(response_action="errors", errors={"organisation": "We do not know this organisation."})
            return
        country = values["country"]["v"]["selected_option"]["value"]
        languages = [each["value"] for each in values["languages"]["v"]["selected_options"]]
        thanks = {"type": "section", "text": plain(f"Published: {country}, {'+'.join(languages)}")}
        await ack(
            response_action="update",
            view={"type": "modal", "title": plain("Thank you"), "blocks": [thanks]},
        )

    @app.options("v")
    async def countries(ack: Any, payload: Json) -> None:
        names = ["Chile", "Côte d'Ivoire", "Fiji"]
        typed = payload["value"].lower()
        await ack(options=[option(name, name) for name in names if typed in name.lower()])

    @app.action("going")
    async def going(ack: Any, body: Json, client: AsyncWebClient) -> None:
        ts, channel = body["message"]["ts"], body["channel"]["id"]
        await client.chat_update(
            channel=channel, ts=ts, text="You are going.", blocks=invitation("You are going.")
        )
        await ack()

    @app.event("app_home_opened")
    async def home(event: Json, client: AsyncWebClient) -> None:
        blocks = [{"type": "header", "text": plain("Your next steps")}]
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    @app.event("message")
    async def heard() -> None:
        """The page's people talk; this app has nothing to say."""

    return app


def invitation(text: str) -> list[Json]:
    """A message with a button that asks for confirmation."""
    confirm = {"title": plain("Sure?"), "text": plain("We shall count on you."), "confirm": plain("Yes"), "deny": plain("No")}  # fmt: skip
    button = {"type": "button", "action_id": "going", "text": plain("I am going"), "confirm": confirm}
    return [
        {"type": "section", "block_id": "what", "text": {"type": "mrkdwn", "text": text}},
        {"type": "actions", "block_id": "do", "elements": [button]},
    ]


@asynccontextmanager
async def served(ws: Workspace) -> AsyncIterator[AsyncApp]:
    """The app, at a Request URL that the workspace is connected to."""
    app = build(ws)
    handler = AsyncSlackRequestHandler(app)

    async def endpoint(request: Request) -> Response:
        return await handler.handle(request)

    server = Server(0)
    await server.start(Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])]))
    ws.connect(f"http://127.0.0.1:{server.port}/slack/events")
    try:
        yield app
    finally:
        await ws.idle()
        await server.stop()
