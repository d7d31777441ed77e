"""The app's manifest asks for what Liaison uses: these commands, these events, these scopes, no fewer and no more."""

import re
from pathlib import Path

import pytest

import handlers
from bot.doctor import manifest

# What each method needs of a bot's token: https://docs.slack.dev/reference/methods, each method's page.
# Where there is a scope for each type of conversation, those of the types for which it is called.
SCOPES = {
    "auth.test": set(),
    "chat.postEphemeral": {"chat:write"},
    "chat.postMessage": {"chat:write"},
    "chat.update": {"chat:write"},
    "conversations.history": {"channels:history", "groups:history", "im:history", "mpim:history"},
    "conversations.info": {"channels:read", "groups:read"},
    "conversations.invite": {"groups:write.invites"},
    "conversations.list": {"channels:read", "groups:read"},
    "conversations.members": {"channels:read", "groups:read"},
    "conversations.open": {"im:write", "mpim:write"},
    "conversations.replies": {"channels:history", "groups:history", "im:history", "mpim:history"},
    "files.completeUploadExternal": {"files:write"},
    "files.info": {"files:read"},
    "files.getUploadURLExternal": {"files:write"},
    "users.info": {"users:read"},
    "users.list": {"users:read"},
    "users.lookupByEmail": {"users:read.email"},
    "views.open": set(),
    "views.publish": set(),
    "views.push": set(),
    "views.update": set(),
}
# Socket Mode's own, with the app token.
WITH_APP_TOKEN = {"apps.connections.open"}
NEVER = {"chat:write.public", "chat:write.customize", "links:read", "search:read", "admin"}


def _manifest() -> dict[str, dict[str, dict[str, list[str]]]]:
    value: dict[str, dict[str, dict[str, list[str]]]] = manifest.read(
        manifest.PATH.read_text(encoding="utf-8")
    )
    return value


def test_its_commands_are_those_that_have_a_listener() -> None:
    commands = _manifest()["features"]["slash_commands"]
    assert [command["command"] for command in commands] == sorted(handlers.all_listeners().commands)  # type: ignore[index]


def test_every_command_says_what_it_does_and_how_it_is_used() -> None:
    for command in _manifest()["features"]["slash_commands"]:
        assert command["description"]  # type: ignore[index]
        assert "help" in command["usage_hint"]  # type: ignore[index]


def test_its_shortcuts_are_those_that_have_a_listener() -> None:
    shortcuts = _manifest()["features"]["shortcuts"]
    assert {s["callback_id"] for s in shortcuts} == set(handlers.all_listeners().shortcuts)  # type: ignore[index]
    # What Slack takes: https://docs.slack.dev/reference/app-manifest.
    assert all(len(s["name"]) <= 24 and len(s["description"]) <= 150 for s in shortcuts)  # type: ignore[index]


def test_its_events_are_those_that_have_a_listener() -> None:
    events = _manifest()["settings"]["event_subscriptions"]["bot_events"]
    assert events == sorted(events)
    assert {event.partition(".")[0] for event in events} == set(handlers.all_listeners().events)
    # Messages of channels and groups only: what people write to each other in private is not Liaison's business.
    assert [event for event in events if "." in event] == ["message.channels", "message.groups"]


def test_its_scopes_are_those_that_the_methods_need() -> None:
    needed = {"commands", "reactions:read"}.union(*SCOPES.values())  # the latter is for events
    assert manifest.scopes() == needed
    assert not needed & NEVER


def test_no_method_is_called_that_is_not_counted_here() -> None:
    families = "apps|auth|bots|chat|conversations|files|pins|reactions|search|team|usergroups|users|views"
    called: set[str] = set()
    for folder in ("bot", "handlers", "scheduler"):
        for path in Path(folder).rglob("*.py"):
            source = path.read_text(encoding="utf-8")
            called |= set(re.findall(rf"\b(?:client|slack)\.((?:{families})_\w+)", source))
            called |= set(re.findall(rf'"((?:{families})\.[a-z]\w+)"', source))
    known = {*SCOPES, *WITH_APP_TOKEN}
    assert {name.replace("_", ".") for name in called} <= {name.replace("_", ".") for name in known}


def test_it_has_a_home_and_forms() -> None:
    settings = manifest.read(manifest.PATH.read_text(encoding="utf-8"))
    assert settings["features"]["app_home"]["home_tab_enabled"] is True
    assert settings["settings"]["interactivity"]["is_enabled"] is True
    addresses = set(re.findall(r"https://\S+/slack/events", manifest.PATH.read_text(encoding="utf-8")))
    assert len(addresses) == 1


def test_plain_yaml_is_read() -> None:
    text = 'a: b\n# no\nlist:\n  - "x: y"\n  - chat:write\nmaps:\n  - k: v\n    on: true\n  - k: w\n    off: false\nnone:\n'
    assert manifest.read(text) == {
        "a": "b",
        "list": ["x: y", "chat:write"],
        "maps": [{"k": "v", "on": True}, {"k": "w", "off": False}],
        "none": None,
    }


@pytest.mark.parametrize("text", ["a: [1]", "a: 'b'", "a: b # c", "just words", "a: b\n   c: d"])
def test_what_is_not_plain_yaml_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"quotes|key|stands"):
        manifest.read(text)
