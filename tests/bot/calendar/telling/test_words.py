"""What posts say, and how they mark what has changed since."""

from datetime import UTC, datetime
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.calendar import wording
from bot.calendar.telling import lines, messages, rules
from bot.calendar.telling.lines import Named, Sight
from bot.i18n import words
from sandbox.blockkit import check_message
from storage.calendar import Activity
from storage.mentions import as_json, of_json
from tests.bot.calendar.world import activity

NOW = datetime(2019, 3, 18, 12, tzinfo=UTC)
ZURICH = ZoneInfo("Europe/Zurich")
SIGHT = Sight(ZURICH, NOW, words("en"))
PARTS = ("cancelled", "save", "new", "dated", "restored", "out", "reminder")
LINK = "https://example.org/~ada/" + "x" * 900


def section(named: Named) -> str:
    return f"{lines.headline(named, SIGHT)}\n{lines.details(named, SIGHT)}"


SAID: dict[str, Any] = {"title": "Workshop", "date": "2019-03-28", "place": "Lima", "link": LINK}


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ({}, f"New in the calendar: *Workshop*\nThu 28 Mar · Lima · <{LINK}|More about it>"),
        ({"place": "Quito"}, f"*Changed:* *Workshop*\nThu 28 Mar · ~Lima~ Quito · <{LINK}|More about it>"),
        ({"link": None}, "*Changed:* *Workshop*\nThu 28 Mar · Lima"),
        (
            {"date": "TBC"},
            f"*Changed:* *Workshop*\n~Thu 28 Mar~ date to be confirmed · Lima · <{LINK}|More about it>",
        ),
        ({"status": "cancelled"}, "*Cancelled:* ~Workshop~\n~Thu 28 Mar · Lima~"),
        (
            {"status": "tentative", "title": "~Work*"},
            f"*Changed:* ~Workshop~ *~Work**\nThu 28 Mar · Lima · not certain yet · <{LINK}|More about it>",
        ),
    ],
)
def test_what_has_changed_is_marked_part_by_part(now: dict[str, Any], expected: str) -> None:
    assert section(Named("new", activity(**SAID), activity(**SAID | now))) == expected


def test_what_is_another_channels_now_shows_nothing_of_what_it_has_become() -> None:
    assert section(Named("new", activity(**SAID), None)) == (
        "*Changed:* ~Workshop~ is no longer announced here.\n~Thu 28 Mar · Lima~"
    )


def test_an_activity_comes_back_from_json_as_it_was() -> None:
    for each in (
        activity(),
        activity(date="TBC"),
        activity(starts="10:00", ends="11:00")._replace(on=NOW.date()),
    ):
        assert of_json(as_json(each)) == each


def test_slack_takes_every_post_however_much_has_changed() -> None:
    def longest(letter: str, **values: Any) -> Activity:
        return activity(
            letter * 300,
            "2019-03-28",
            place=letter * 300,
            venue=letter * 300,
            country="CD",
            link=LINK,
            **values,
        )._replace(starts_at=datetime.min.time())

    said = longest("&", kind="deadline")
    for now, language in product((said, longest("<"), longest("&", status="cancelled"), None), ("en", "fr")):
        sight = Sight(ZURICH, NOW, words(language))
        for purpose, parts in (
            ("news", PARTS),
            ("reminder", ("reminder",)),
            (messages.ROUND_UP, ("this_week",)),
        ):
            for number in (1, 12 if purpose == messages.ROUND_UP else messages.NAMED):
                named = [Named(parts[n % len(parts)], said, now) for n in range(number)]
                text, blocks = messages.message(purpose, named, {"reminder": 3}, sight)
                assert check_message(blocks, text=text) == []
                assert sum(len(b.get("text", {}).get("text", "")) for b in blocks) < wording.CHANGED + 200


def test_what_finds_no_room_any_more_when_much_has_changed_is_counted() -> None:
    before, after = (activity(letter * 200, venue=letter * 200) for letter in "ab")
    named = [Named("reminder", before, before) for _n in range(messages.NAMED)]
    as_posted = messages.message("reminder", named[: messages.fitting(named, SIGHT)], {}, SIGHT)[1]
    assert "more" not in str(as_posted[-1])
    changed = [Named("reminder", before, after) for _each in named]
    blocks = messages.message("reminder", changed, {"reminder": 2}, SIGHT)[1]
    left_out = messages.NAMED - sum(block["type"] == "section" for block in blocks)
    assert left_out > 0
    assert f"and {left_out + 2} more" in str(blocks[-1])


@pytest.mark.parametrize(
    ("what", "kind", "waiting", "flags", "part"),
    [
        ("new", "event", None, "", "new"),
        ("new", "report", None, "", None),
        ("new", "report", None, "out", "out"),
        ("changed", "event", None, "", None),
        ("changed", "event", "new", "", "new"),
        ("changed", "event", "save", "", "save"),
        ("changed", "event", None, "moved", "new"),
        ("changed", "news", None, "out", "out"),
        ("dated", "event", None, "", "dated"),
        ("dated", "report", None, "", "dated"),
        ("dated", "event", "new", "", "new"),
        ("cancelled", "event", None, "", None),
        ("cancelled", "event", None, "known", "cancelled"),
        ("cancelled", "event", "new", "", None),
        ("cancelled", "event", "new", "known", "cancelled"),
        ("cancelled", "event", "restored", "known", None),
        ("cancelled", "news", None, "", None),
        ("restored", "event", None, "known", "restored"),
        ("restored", "event", None, "", "new"),
        ("restored", "news", None, "", None),
        ("restored", "event", "cancelled", "known", None),
    ],
)
def test_what_a_channel_is_told(
    what: Any, kind: str, waiting: str | None, flags: str, part: str | None
) -> None:
    found = rules.part_of(
        what, kind, waiting, is_out=flags == "out", is_known=flags == "known", has_moved=flags == "moved"
    )
    assert found == part


@pytest.mark.parametrize(
    ("now", "posts", "until"),
    [
        ("2019-03-18T12:00", 2, None),
        ("2019-03-18T12:00", 3, "2019-03-19T08:00"),
        ("2019-03-18T21:00", 0, "2019-03-19T07:00"),
        ("2019-03-18T21:00", 3, "2019-03-19T08:00"),
        ("2019-03-19T01:00", 0, "2019-03-19T07:00"),
        ("2019-03-30T12:00", 3, "2019-03-31T07:00"),  # the clocks go forward in the night
    ],
)
def test_until_when_a_channel_is_told_only_what_cannot_wait(now: str, posts: int, until: str | None) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    found = rules.silent_until(moment, ZURICH, posts, 3)
    assert (found and found.astimezone(UTC)) == (until and datetime.fromisoformat(until).replace(tzinfo=UTC))
