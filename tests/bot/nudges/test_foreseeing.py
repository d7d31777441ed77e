"""What a clock that is moved is told is due next: the moment at which somebody reads something, and none before it."""

from datetime import UTC, datetime, timedelta

from bot.nudges import rules
from bot.nudges.outlook import Outlook
from storage.channels import Channel
from storage.database import Database
from storage.pulse import MemberDay, Post
from storage.rhythms import Rhythm
from storage.workspace import Workspace
from tests.bot.nudges.world import settle, told, work, write
from tests.conftest import MovableClock

LOOK = datetime(2019, 3, 19, rules.NIGHTLY_AT, tzinfo=UTC)


def outlook(*days: MemberDay, first_seen_at: datetime | None = None) -> Outlook:
    return Outlook(Channel("C1", first_seen_at=first_seen_at), Rhythm("C1"), Workspace(), LOOK, days)


def test_looks_are_nightly() -> None:
    assert outlook().look_from(LOOK - timedelta(hours=9)) == LOOK
    assert outlook().look_from(LOOK + timedelta(days=1)) == LOOK + timedelta(days=1)
    assert outlook().look_from(LOOK + timedelta(days=1, seconds=1)) == LOOK + timedelta(days=2)


def test_a_voice_is_alone_once_the_other_has_not_been_heard_for_three_weeks() -> None:
    days = [LOOK.date() - timedelta(days=n) for n in range(1, 12)]
    mine = [MemberDay("C1", day, "ada", 1, 0, 0, 0) for day in days]
    other = MemberDay("C1", LOOK.date() - timedelta(days=15), "ben", 1, 0, 0, 0)
    since = LOOK - timedelta(days=90)
    assert outlook(*mine, first_seen_at=since).lone_voice_from(None) == ("ada", LOOK)
    assert outlook(other, *mine, first_seen_at=since).lone_voice_from(None) == (
        "ada",
        LOOK + timedelta(days=7),
    )
    told_at = LOOK - timedelta(days=20)
    assert outlook(*mine, first_seen_at=since).lone_voice_from(told_at) == ("ada", LOOK + timedelta(days=8))
    assert outlook(*mine[:3], first_seen_at=since).lone_voice_from(None) is None


def test_a_question_is_due_when_it_has_waited_for_a_day_unless_it_is_too_old_by_then() -> None:
    asked = LOOK - timedelta(hours=9)
    assert outlook().unanswered_from(Post("C1", "1.0", asked, "ada")) == asked + timedelta(days=1)
    assert outlook().unanswered_from(Post("C1", "1.0", LOOK - timedelta(days=14), "ada")) is None


async def test_what_is_due_next_is_the_nudge_itself_and_no_look_before_it(
    db: Database, clock: MovableClock
) -> None:
    service = await settle(db, quiet_days=10)
    await work(service)
    # On Thursday of next week, in the moderators' hours: that nobody writes.
    silent = await service.next_due()
    assert silent == datetime(2019, 3, 28, 8, tzinfo=UTC)
    clock.move(days=4, hours=7)  # Friday, in the afternoon
    await write(db, "UCAR", "Who knows?")
    await work(service)
    # A day later it is Saturday.
    monday = await service.next_due()
    assert monday == datetime(2019, 3, 25, 8, tzinfo=UTC)
    clock.move_to(monday)
    await work(service)
    assert [lane for lane, _ in await told(db)] == ["UADA", "UBEN"]
    assert await service.next_due() == monday + timedelta(days=3)
