"""Two Bolt apps as its tutorials have them, one sync and one async, which do the same: nothing in them knows the sandbox.

Listeners by name, and nothing acknowledged later than it's ordinary; `SLACK_API_URL` is all that differs from Slack.
"""

from typing import Any

from slack_bolt import App
from slack_bolt.async_app import AsyncApp

Json = dict[str, Any]


def text(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def button(action_id: str, words: str) -> Json:
    return {
        "type": "actions",
        "elements": [{"type": "button", "action_id": action_id, "text": text(words)}],
    }


def home(pressed: int) -> Json:
    said = {"type": "section", "text": {"type": "mrkdwn", "text": f"Pressed {pressed} times"}}
    return {"type": "home", "private_metadata": str(pressed), "blocks": [said, button("count", "Count")]}


MODAL: Json = {
    "type": "modal",
    "callback_id": "introduce",
    "title": text("Introduce yourself"),
    "submit": text("Save"),
    "blocks": [
        {
            "type": "input",
            "block_id": "name",
            "label": text("Name"),
            "element": {"type": "plain_text_input", "action_id": "n"},
        },
        {
            "type": "input",
            "block_id": "where",
            "label": text("Country"),
            "element": {"type": "external_select", "action_id": "country", "min_query_length": 1},
        },
    ],
}
COUNTRIES = ("France", "Ghana", "Peru")


def options(typed: str) -> list[Json]:
    return [{"text": text(c), "value": c} for c in COUNTRIES if c.lower().startswith(typed.lower())]


def introduced(view: Json) -> tuple[str, str]:
    values = view["state"]["values"]
    return values["name"]["n"]["value"], values["where"]["country"]["selected_option"]["value"]


def listen(app: App) -> None:
    """The listeners of the sync app."""
    listen_to_words(app)
    listen_to_surfaces(app)


def listen_to_words(app: App) -> None:

    @app.command("/hello")
    def hello(ack: Any, command: Json) -> None:
        ack(f"Hello <@{command['user_id']}>, you said {command['text']}")

    @app.message("knock knock")
    def knock(message: Json, say: Any) -> None:
        say(text="Who's there?", thread_ts=message["ts"])

    @app.message("vote")
    def vote(say: Any) -> None:
        say(text="Vote", blocks=[button("yes", "Yes")])

    @app.action("yes")
    def yes(ack: Any, body: Json, respond: Any) -> None:
        ack()
        respond(text=f"<@{body['user']['id']}> said yes", replace_original=True)

    @app.event("app_mention")
    def mention(event: Json, say: Any) -> None:
        say(f"Yes, <@{event['user']}>?")

    @app.event("message")
    def others() -> None:
        """Bolt warns of messages that nobody listens to."""


def listen_to_surfaces(app: App) -> None:
    @app.event("app_home_opened")
    def opened(event: Json, client: Any) -> None:
        client.views_publish(user_id=event["user"], view=home(0))

    @app.action("count")
    def count(ack: Any, body: Json, client: Any) -> None:
        ack()
        pressed = int(body["view"]["private_metadata"]) + 1
        client.views_publish(user_id=body["user"]["id"], view=home(pressed))

    @app.shortcut("introduce")
    def shortcut(ack: Any, shortcut: Json, client: Any) -> None:
        ack()
        client.views_open(trigger_id=shortcut["trigger_id"], view=MODAL)

    @app.options("country")
    def countries(ack: Any, payload: Json) -> None:
        ack(options=options(payload["value"]))

    @app.view("introduce")
    def save(ack: Any, view: Json, body: Json, client: Any) -> None:
        name, country = introduced(view)
        if name == "?":
            ack(response_action="errors", errors={"name": "Who are you?"})
            return
        ack()
        client.chat_postMessage(channel=body["user"]["id"], text=f"Hello {name} of {country}")


def listen_async(app: AsyncApp) -> None:
    """The same of the async app."""
    listen_to_words_async(app)
    listen_to_surfaces_async(app)


def listen_to_words_async(app: AsyncApp) -> None:

    @app.command("/hello")
    async def hello(ack: Any, command: Json) -> None:
        await ack(f"Hello <@{command['user_id']}>, you said {command['text']}")

    @app.message("knock knock")
    async def knock(message: Json, say: Any) -> None:
        await say(text="Who's there?", thread_ts=message["ts"])

    @app.message("vote")
    async def vote(say: Any) -> None:
        await say(text="Vote", blocks=[button("yes", "Yes")])

    @app.action("yes")
    async def yes(ack: Any, body: Json, respond: Any) -> None:
        await ack()
        await respond(text=f"<@{body['user']['id']}> said yes", replace_original=True)

    @app.event("app_mention")
    async def mention(event: Json, say: Any) -> None:
        await say(f"Yes, <@{event['user']}>?")

    @app.event("message")
    async def others() -> None:
        """Bolt warns of messages that nobody listens to."""


def listen_to_surfaces_async(app: AsyncApp) -> None:
    @app.event("app_home_opened")
    async def opened(event: Json, client: Any) -> None:
        await client.views_publish(user_id=event["user"], view=home(0))

    @app.action("count")
    async def count(ack: Any, body: Json, client: Any) -> None:
        await ack()
        pressed = int(body["view"]["private_metadata"]) + 1
        await client.views_publish(user_id=body["user"]["id"], view=home(pressed))

    @app.shortcut("introduce")
    async def shortcut(ack: Any, shortcut: Json, client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=shortcut["trigger_id"], view=MODAL)

    @app.options("country")
    async def countries(ack: Any, payload: Json) -> None:
        await ack(options=options(payload["value"]))

    @app.view("introduce")
    async def save(ack: Any, view: Json, body: Json, client: Any) -> None:
        name, country = introduced(view)
        if name == "?":
            await ack(response_action="errors", errors={"name": "Who are you?"})
            return
        await ack()
        await client.chat_postMessage(channel=body["user"]["id"], text=f"Hello {name} of {country}")
