"""What the form starts with."""

from bot.calendar.planning import form_views
from storage.database import Database
from tests.bot.calendar.planning.world import ADA, BENOIT, SOFIA, alliance
from tests.bot.calendar.world import EVERYONE, MIGRATION, SUPPLY


async def test_what_is_added_in_a_groups_channel_is_for_that_group_unless_another_is_named(
    db: Database,
) -> None:
    planning = await alliance(db)

    async def whom(member_id: str, typed: str, channel_id: str) -> str:
        form = await planning.blank(member_id, typed, channel_id=channel_id)
        menu = next(b for b in form_views.activity_form(form)["blocks"] if b.get("block_id") == "whom")
        return str(menu["element"]["initial_option"]["value"])

    assert await whom(ADA, "", MIGRATION) == MIGRATION
    assert await whom(BENOIT, "Seminar 3 April", MIGRATION) == MIGRATION
    assert await whom(SOFIA, "Seminar 3 April #supply-chains", MIGRATION) == SUPPLY
    assert await whom(ADA, "Seminar 3 April", EVERYONE) == "everyone"
    assert await whom(ADA, "", SUPPLY) == "everyone"
