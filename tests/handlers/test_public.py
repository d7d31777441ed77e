"""The public calendar and personal feeds as browsers and calendar apps fetch them."""

import gzip
import json
import logging
import re

import pytest
from starlette.applications import Starlette

from bot.calendar.feeds import secrets
from bot.calendar.feeds.service import FeedService
from bot.calendar.feeds.subscribing import SubscriptionService
from handlers.public import is_same, routes, takes_gzip
from storage.database import Database
from tests.bot.calendar.feeds.world import publish
from tests.bot.calendar.world import MIGRATION, draft, join, load, settle
from tests.handlers.fetching import fetch

HOSTILE = '"><script>alert(1)</script>&amp; <b>'


@pytest.fixture
async def app(db: Database) -> Starlette:
    await settle(db, draft("Assembly", starts="14:00", ends="15:30", place="Geneva"), name="Alliance 8.7")
    await load(db, draft("Some day", "2019-Q2"), draft(HOSTILE, link="https://example.org/?a=1&b='"))
    await load(db, draft("Internal"), draft("Group's", channel_id=MIGRATION))
    await publish(db, "Assembly", "Some day", HOSTILE, "Group's")
    return Starlette(routes=routes(FeedService(db)))


async def address(db: Database) -> str:
    await join(db, "U1")
    found = (await SubscriptionService(db, "https://l.example").renew("U1")).address
    assert found is not None
    return found.removeprefix("https://l.example")


async def test_a_feed_is_sent_once_and_then_only_that_it_is_the_same(db: Database, app: Starlette) -> None:
    for path in ("/calendar.ics", "/calendar.json", "/calendar", await address(db)):
        first = await fetch(app, path)
        assert first.status == 200
        tag = first.headers["etag"]
        for given in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
            again = await fetch(app, path, if_none_match=given)
            assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
            assert again.headers["cache-control"] == first.headers["cache-control"]
        assert (await fetch(app, path, if_none_match='"other"')).body == first.body
        head = await fetch(app, path, "HEAD")
        assert (head.status, head.body) == (200, b"")
        assert head.headers["content-length"] == first.headers["content-length"] == str(len(first.body))
    await publish(db, "Assembly", title="The Assembly")
    changed = await fetch(app, "/calendar.ics", if_none_match=(await fetch(app, "/calendar")).headers["etag"])
    assert changed.status == 200


async def test_a_feed_is_packed_for_who_takes_that(db: Database, app: Starlette) -> None:
    await publish(db, "Assembly", summary="What it is about. " * 60)
    plain = await fetch(app, "/calendar.ics")
    packed = await fetch(app, "/calendar.ics", accept_encoding="br, gzip;q=0.8")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert plain.headers["vary"] == packed.headers["vary"] == "accept-encoding"
    assert plain.headers["content-type"] == "text/calendar; charset=utf-8"


async def test_what_is_one_persons_is_kept_by_nobody_else(db: Database, app: Starlette) -> None:
    found = await fetch(app, await address(db))
    assert found.headers["cache-control"] == "private, no-cache"
    assert "Internal" in found.text
    assert "access-control-allow-origin" not in found.headers


async def test_unknown_revoked_and_malformed_addresses_look_the_same(
    db: Database, app: Starlette, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    gone = await address(db)
    await SubscriptionService(db, "https://l.example").unsubscribe("U1")
    unknown = f"/calendar/{secrets.new()}.ics"
    answers = [await fetch(app, path) for path in (gone, unknown, "/calendar/é.ics", "/calendar/x.ics")]
    assert answers[0].status == 404
    assert answers[1:] == answers[:1] * 3
    assert gone[10:-4] not in caplog.text


async def test_while_the_database_is_away_apps_are_asked_to_come_again(
    tmp_path: object, caplog: pytest.LogCaptureFixture
) -> None:
    away = Database(f"sqlite:///{tmp_path}/none/liaison.db", lambda: pytest.fail("never asked"))
    path = f"/calendar/{secrets.new()}.ics"
    found = await fetch(Starlette(routes=routes(FeedService(away))), path)
    assert (found.status, found.headers["retry-after"]) == (503, "60")
    assert path[10:-4] not in caplog.text
    await away.close()


async def test_the_page_has_what_is_public_and_runs_nothing_that_somebody_typed(app: Starlette) -> None:
    for query in ("", "?view=month&month=2019-03", "?embed=1"):
        page = await fetch(app, f"/calendar{query}")
        assert "Assembly" in page.text
        assert "Internal" not in page.text
        assert "Group" not in page.text
        assert "<script" not in page.text
        assert "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp; &lt;b&gt;" in page.text
        assert not re.search(r'href="[^"]*script', page.text)
        assert 'href="https://example.org/?a=1&amp;b=&#x27;"' in page.text
        policy = page.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "frame-ancestors *" in policy
    assert (
        '<time datetime="2019-03-28T13:00Z">Thu 28 Mar, 14:00 to 15:30 (time in Zurich)</time>' in page.text
    )
    assert "Date to be confirmed" in page.text


async def test_an_embedded_page_has_no_header_and_stays_embedded(app: Starlette) -> None:
    whole, embedded = await fetch(app, "/calendar"), await fetch(app, "/calendar?embed=1")
    assert "Alliance 8.7</p>" in whole.text
    assert "Alliance 8.7</p>" not in embedded.text
    assert 'href="calendar?view=month&amp;embed=1"' in embedded.text


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [
        ("", "", "en"),
        ("", "fr-CH, fr;q=0.9, en;q=0.8", "fr"),
        ("", "de, es;q=0.5, en;q=0.4", "es"),
        ("", "en;q=0, fr;q=0.1", "fr"),
        ("", ",;q=x,*", "en"),
        ("?lang=fr", "es", "fr"),
        ("?lang=xx", "es", "es"),
    ],
)
async def test_the_page_is_in_a_language_that_its_reader_knows(
    app: Starlette, query: str, accepted: str, language: str
) -> None:
    page = await fetch(app, f"/calendar{query}", accept_language=accepted)
    assert f'<html lang="{language}">' in page.text
    assert page.headers["content-language"] == language


@pytest.mark.parametrize(
    "query",
    ["page=999999", "page=-1", "page=²", "view=month&month=2019-13", "view=month&month=1900-01", "view=x",
     "view=month&month=2199-12", "month=%00", "lang=%3Cscript%3E", "page=7"],
)  # fmt: skip
async def test_a_wrong_address_of_the_page_shows_what_is_nearest(app: Starlette, query: str) -> None:
    page = await fetch(app, f"/calendar?{query}")
    assert page.status == 200
    assert "<h1>Calendar</h1>" in page.text


async def test_the_json_feed_can_be_read_by_any_website(app: Starlette) -> None:
    found = await fetch(app, "/calendar.json?lang=es")
    assert found.headers["access-control-allow-origin"] == "*"
    activities = {each["title"]: each for each in json.loads(found.body)["activities"]}
    assert activities["Assembly"]["starts_at"] == "2019-03-28T13:00:00Z"
    assert (activities["Some day"]["precision"], activities["Some day"]["ends_on"]) == (
        "quarter",
        "2019-06-30",
    )


def test_tags_and_encodings_are_read_as_http_has_them() -> None:
    assert is_same('W/"a"', 'W/"a"')
    assert not is_same("", 'W/"a"')
    assert takes_gzip("gzip, deflate, br")
    assert not takes_gzip("gzip;q=0, deflate")
    assert not takes_gzip("")
