"""What an activity is about: whoever types a field that only a hidden profile has learns nothing of how that spells it."""

from bot.calendar.looking import detail_views
from bot.calendar.planning.form import Context
from bot.calendar.service import CalendarService
from storage.database import Database
from tests.bot.calendar.planning.world import ADA, GUS, SOFIA, alliance, entered, known, submit
from tests.bot.calendar.world import join
from tests.bot.directory.conftest import write_profile


async def test_a_field_is_called_as_it_was_typed_where_its_name_is_nobodys_to_know(db: Database) -> None:
    planning = await alliance(db)
    await join(db, "UA", name="Ana")
    async with db.write() as tx:
        await write_profile(tx, "UA", fields=["Canary Mission"])
    saved = await submit(planning, SOFIA, entered(fields=["new:canary  MISSION", "new:Cocoa"]))
    assert saved.activity is not None
    for reader in (SOFIA, ADA, GUS):
        shown = await CalendarService(db).detail(reader, saved.activity.id)
        assert "canary MISSION, Cocoa" in repr(detail_views.detail(shown))
        assert "Canary Mission" not in repr(detail_views.detail(shown))
    form = await planning.form_of(SOFIA, saved.activity.id)
    assert "Canary Mission" not in repr(form.given)
    # Saved once more, as the form has it and as it was typed, it stays so.
    (mission, cocoa) = (await known(db, saved.activity.id)).fields
    context = Context(id=saved.activity.id, version=0)
    again = entered("Other", fields=[f"id:{mission}", f"id:{cocoa}"])
    await submit(planning, SOFIA, again, key="V2", context=context)
    kept = await known(db, saved.activity.id)
    assert set(kept.own_names.values()) == {"canary MISSION"}
