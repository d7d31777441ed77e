"""The sandbox's answers held against Slack's own description of its Web API, of 2020.

What differs is listed, with the reason; whatever differs otherwise, or does no longer, is an error.
"""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from sandbox import Workspace
from sandbox.api.methods import METHODS
from tests.sandbox import openapi
from tests.sandbox.openapi_differences import ARGUMENTS, ERRORS, ERRORS_OF_ALL, NEWER, SCOPES, SHAPES
from tests.sandbox.web_api_failures import failures
from tests.sandbox.web_api_successes import successes
from tests.sandbox.web_api_world import Caller, World, build, furnish


@pytest.fixture
async def call(ws: Workspace) -> AsyncIterator[Caller]:
    async with aiohttp.ClientSession() as session:
        yield Caller(ws, session)


@pytest.fixture
async def world(ws: Workspace, call: Caller) -> World:
    return await furnish(build(ws), call)


def test_every_method_is_described_or_newer() -> None:
    assert METHODS.keys() == openapi.METHODS.keys() | NEWER.keys()


async def test_every_method_has_calls_that_succeed_and_calls_that_fail(world: World) -> None:
    assert {method for method, _ in successes(world)} == METHODS.keys()
    without = {
        "auth.test",
        "apps.connections.open",
        "emoji.list",
        "usergroups.list",
        "files.completeUploadExternal",
    }
    assert {method for method, *_ in failures(world)} | without == METHODS.keys()


async def test_answers_look_as_described_but_for_the_differences_that_are_meant(
    world: World, call: Caller
) -> None:
    found: set[str] = set()
    for method, args in successes(world):
        answer = await call(method, args)
        assert answer["ok"] is True, (method, args, answer)
        if method in openapi.METHODS:
            found.update(openapi.differences(openapi.METHODS[method]["success"], answer, method))
    assert found == SHAPES.keys()


async def test_refusals_have_the_names_described_but_for_the_differences_that_are_meant(
    world: World, call: Caller
) -> None:
    found: set[str] = set()
    for method, args, error in failures(world):
        answer = await call(method, args)
        assert (answer["ok"], answer["error"]) == (False, error), (method, args, answer)
        described = openapi.METHODS.get(method, {"errors": []})["errors"]
        if described and error not in {*described, *ERRORS_OF_ALL}:
            found.add(f"{method}: {error}")
    assert found == ERRORS.keys()


@pytest.mark.parametrize(
    ("token", "error"), [("", "not_authed"), ("xoxb-1", "invalid_auth"), ("gone", "account_inactive")]
)
async def test_no_method_but_api_test_answers_without_a_good_token(
    world: World, call: Caller, token: str, error: str
) -> None:
    world.ws.app.token_error = "account_inactive"
    for method in METHODS.keys() - {"api.test"}:
        own = world.ws.app_token if METHODS[method].app_token else world.ws.bot_token
        answer = await call(method, {}, own if token == "gone" else token)
        assert answer == {"ok": False, "error": error}, method


async def test_arguments_have_the_names_described_but_for_the_differences_that_are_meant(
    world: World,
) -> None:
    used = {
        (method, name)
        for method, args, *_ in [*successes(world), *failures(world)]
        for name in args
        if method in openapi.METHODS
    }
    unknown = {
        f"{method}: {name}" for method, name in used if name not in openapi.METHODS[method]["arguments"]
    }
    assert unknown == ARGUMENTS.keys()


async def test_a_required_argument_is_missed(world: World, call: Caller) -> None:
    tried = set()
    for method, args in successes(world):
        for name in openapi.METHODS.get(method, {"required": []})["required"]:
            answer = await call(method, {key: value for key, value in args.items() if key != name})
            assert answer["ok"] is False, (method, name)
            assert answer["error"] != "internal_error"
            tried.add(method)
    assert len(tried) > 10


def test_scopes_are_those_described_but_for_the_names_that_slack_has_changed() -> None:
    changed: set[str] = set()
    for name, described in openapi.METHODS.items():
        for scope in METHODS[name].scopes:
            if scope not in described["scopes"]:
                changed.add(f"{name}: {scope}")
    assert changed == SCOPES.keys()
