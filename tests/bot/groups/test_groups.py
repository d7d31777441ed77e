"""What `/groups` shows to whom."""

from bot.groups import list_views
from bot.groups.service import GroupService
from bot.i18n import words
from sandbox import blockkit
from storage import channels, groups
from storage.database import Database
from tests.bot.calendar.world import change_channel
from tests.bot.groups.world import (
    ADA,
    BENOIT,
    CARMEN,
    GUS,
    MIGRATION,
    SOFIA,
    SUPPLY,
    settled,
)


async def test_a_moderator_is_named_only_where_they_agreed_and_are_still_there(db: Database) -> None:
    await settled(db)
    service = GroupService(db)
    assert f"<@{ADA}>" not in str(list_views.groups(await service.page(CARMEN)))
    await service.name(ADA, [MIGRATION, SUPPLY])
    assert f"<@{ADA}>" in str(list_views.groups(await service.page(CARMEN)))
    assert f"<@{ADA}>" not in str(list_views.groups(await service.page(GUS)))
    assert (await service.naming(BENOIT)).titles == {}
    async with db.write() as tx:
        assert await groups.named_in(tx, ADA) == {MIGRATION}
        await channels.save_membership(tx, MIGRATION, ADA, changed_at=tx.now, left_at=tx.now)
    assert f"<@{ADA}>" not in str(list_views.groups(await service.page(CARMEN)))


async def test_who_moderates_more_groups_than_a_form_asks_about_keeps_what_was_not_asked(
    db: Database,
) -> None:
    await settled(db)
    more = [f"CMORE{number}" for number in range(10)]
    async with db.write() as tx:
        for channel_id in more:
            await channels.save(tx, channel_id, name=channel_id.lower(), kind="group", bot_is_member=True)
            await channels.save_membership(tx, channel_id, ADA, changed_at=tx.now)
            await channels.set_moderators(tx, channel_id, frozenset({ADA}))
        await groups.name_in(tx, ADA, more, more)
    service = GroupService(db)
    asked = list((await service.naming(ADA)).titles)[:10]
    await service.name(ADA, [])
    async with db.read() as tx:
        assert await groups.named_in(tx, ADA) == set(more) - set(asked)


async def test_a_group_that_is_not_listed_exists_for_who_is_in_it_and_the_secretariat(db: Database) -> None:
    await settled(db)
    await change_channel(db, MIGRATION, is_listed=False, purpose="Secret purpose")
    service = GroupService(db)
    for member_id, sees in ((ADA, True), (BENOIT, True), (SOFIA, True), (CARMEN, False), (GUS, False)):
        page = await service.page(member_id)
        shown = str(list_views.groups(page))
        assert ("Migration" in shown) == sees
        assert blockkit.check_message(list_views.groups(page)[1]) == []
        assert ("Migration" in str((await service.page(member_id, wanted="migr")).groups)) == sees


async def test_pages_have_all_groups_once(db: Database) -> None:
    await settled(db)
    async with db.write() as tx:
        for n in range(20):
            await channels.save(
                tx, f"C1{n:02}", name=f"g{n}", kind="group", title=f"Group {n}", bot_is_member=True
            )
    service, titles = GroupService(db), []
    for number in (1, 2, 3):
        page = await service.page(CARMEN, number)
        titles += [group.title for group in page.groups]
    assert page.pages == 3
    assert len(titles) == len(set(titles)) == 22
    assert list_views.place_of(list_views.place(2, "mig")) == (2, "mig")
    assert words("en")
