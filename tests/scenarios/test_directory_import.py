"""The Secretariat prepares profiles, whose owners decide; and it takes the directory with it, as a file in a direct message."""

from pathlib import Path

import pytest

from bot.directory.exchange.importing import ImportService
from bot.directory.exchange.report import Report
from sandbox.model import Message
from storage import directory, people
from storage.directory import Profile
from tests.bot.directory.exchange.conftest import Counted
from tests.conftest import START
from tests.scenarios.conftest import Story
from tests.slack import MovableTime

HEADING = "Slack ID,Role,Organisation,Country,Offers\n"


async def bring_in(story: Story, folder: Path, *rows: str) -> Report:
    path = folder / "people.csv"
    path.write_text(HEADING + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    service = ImportService(story.liaison.db, story.liaison.client, MovableTime(), Counted())
    report = await service.load(path)
    assert report.is_done, str(report)
    await story.settle()
    return report


def row(story: Story, name: str, role: str = "Adviser") -> str:
    return f"{story.ws.member(name).id},{role},ILO,Nepal,Training for <inspectors> & others"


async def profile(story: Story, name: str) -> Profile:
    async with story.liaison.db.read() as tx:
        found = await directory.get(tx, story.ws.member(name).id)
        assert found is not None
        return found


async def found_by(story: Story, name: str, text: str) -> int:
    return (await story.liaison.services.directory.search(story.ws.member(name).id, text)).total


def questions(story: Story, name: str) -> list[Message]:
    return [m for m in story.ws.dm(name) if "drafts." in str(m.blocks) or "publi" in m.text]


async def test_the_owner_of_a_draft_is_asked_once_in_their_language_and_hours(
    story: Story, tmp_path: Path
) -> None:
    before = {name: len(story.direct(name)) for name in ("ada", "benoit")}
    await bring_in(story, tmp_path, row(story, "ada"), row(story, "benoit", "Chargé d’études"))
    # It is Monday, 8:55 in Geneva and 3:55 in New York.
    assert len(story.direct("ada")) == before["ada"]
    await story.move(minutes=6)
    [question] = story.direct("ada")[before["ada"] :]
    assert "Nobody sees it until you publish it." in question
    for part in ("Adviser", "ILO", "Nepal", "Training for <inspectors> & others"):
        assert part in question
    assert len(story.direct("benoit")) == before["benoit"]
    await story.move(hours=6)
    assert len(story.direct("benoit")) == before["benoit"] + 1
    await bring_in(story, tmp_path, row(story, "ada"), row(story, "benoit", "Chargé d’études"))
    await story.move(days=40)
    assert len([m for m in story.direct("ada") if "drafts.publish" in m]) == 1


async def test_a_draft_is_found_by_nobody_until_its_owner_publishes_it(story: Story, tmp_path: Path) -> None:
    await bring_in(story, tmp_path, row(story, "ada"))
    await story.move(minutes=6)
    assert await found_by(story, "sofia", "adviser") == 0
    [question] = questions(story, "ada")
    await story.ws.press("ada", question, "drafts.publish")
    await story.settle()
    assert await found_by(story, "sofia", "adviser") == 1
    answer = story.ws.dm("ada")[-1]
    assert "drafts.publish" not in str(answer.blocks)
    assert "in the directory" in str(answer.blocks)


async def test_a_button_that_is_pressed_twice_does_no_harm(story: Story, tmp_path: Path) -> None:
    await bring_in(story, tmp_path, row(story, "ada"))
    await story.move(minutes=6)
    [question] = questions(story, "ada")
    value = next(
        each["value"]
        for block in question.blocks or ()
        for each in block.get("elements", ())
        if each.get("action_id") == "drafts.publish"
    )
    drafts, ada = story.liaison.services.drafts, story.ws.member("ada").id
    assert (await drafts.publish(ada, value)).outcome == "published"
    since = (await profile(story, "ada")).published_at
    await story.move(hours=1)
    assert (await drafts.publish(ada, value)).outcome == "settled"
    assert (await drafts.delete(ada)).outcome == "settled"
    assert (await profile(story, "ada")).published_at == since
    # The message still has its buttons: the press finds it settled, and says how it is.
    await story.ws.press("ada", question, "drafts.delete")
    await story.settle()
    assert "drafts.delete" not in str(story.ws.dm("ada")[-1].blocks)
    assert await found_by(story, "sofia", "adviser") == 1


async def test_a_deleted_draft_leaves_nothing_and_is_not_made_again(story: Story, tmp_path: Path) -> None:
    await bring_in(story, tmp_path, row(story, "ada"))
    await story.move(minutes=6)
    [question] = questions(story, "ada")
    await story.ws.press("ada", question, "drafts.delete")
    await story.settle()
    left = await profile(story, "ada")
    assert (left.role, left.organisation, left.country, left.offers, left.drafted_at) == (
        "",
        None,
        None,
        "",
        None,
    )
    report = await bring_in(story, tmp_path, row(story, "ada"))
    assert (report.new, report.kept) == (0, 1)
    await story.move(days=2)
    assert [m for m in story.ws.dm("ada") if "drafts.publish" in str(m.blocks)] == []


async def test_nobody_publishes_another_draft_than_they_saw(story: Story, tmp_path: Path) -> None:
    await bring_in(story, tmp_path, row(story, "ada"))
    await story.move(minutes=6)
    await bring_in(story, tmp_path, row(story, "ada", "Something else"))
    [question] = questions(story, "ada")
    assert "Something else" not in str(question.blocks)
    await story.ws.press("ada", question, "drafts.publish")
    await story.settle()
    assert (await profile(story, "ada")).published_at is None
    [question] = questions(story, "ada")
    assert "Something else" in str(question.blocks)
    await story.ws.press("ada", question, "drafts.publish")
    await story.settle()
    assert (await profile(story, "ada")).published_at is not None


async def test_change_it_first_opens_the_form_with_what_the_draft_says(story: Story, tmp_path: Path) -> None:
    await bring_in(story, tmp_path, row(story, "ada"))
    await story.move(minutes=6)
    [question] = questions(story, "ada")
    await story.ws.press("ada", question, "profile.edit")
    assert "Adviser" in str(story.ws.view("ada"))


async def test_who_decided_elsewhere_before_their_hours_is_not_asked(story: Story, tmp_path: Path) -> None:
    before = len(story.direct("ada"))
    await bring_in(story, tmp_path, row(story, "ada"))
    await story.liaison.services.profiles.set_listed(story.ws.member("ada").id, listed=True)
    await story.move(hours=1)
    assert len(story.direct("ada")) == before


async def test_somebody_who_is_new_to_liaison_is_asked_when_slack_has_told_who_they_are(
    story: Story, tmp_path: Path
) -> None:
    story.ws.add_member("dora", real_name="Dora Example", locale="en-GB")
    await bring_in(story, tmp_path, row(story, "dora"))
    await story.move(hours=1)
    assert "Nobody sees it until you publish it." in str(story.direct("dora"))


async def publish_ada(story: Story, tmp_path: Path) -> None:
    await bring_in(story, tmp_path, row(story, "ada"))
    await story.liaison.services.profiles.set_listed(story.ws.member("ada").id, listed=True)


async def export_from_home(story: Story, name: str = "sofia", format_: str = "xlsx") -> None:
    home = await story.ws.open_home(name)
    assert home is not None
    await story.ws.press(name, home, f"exports.{format_}")
    await story.settle()


@pytest.mark.parametrize("format_", ["xlsx", "csv"])
async def test_the_secretariat_gets_the_directory_as_a_file_from_home(
    story: Story, tmp_path: Path, format_: str
) -> None:
    await publish_ada(story, tmp_path)
    await export_from_home(story, format_=format_)
    assert "on its way" in str(story.ws.view("sofia"))
    [message] = [m for m in story.ws.dm("sofia") if m.files]
    file = story.ws.file(message.files[0])
    assert file.name.startswith(f"directory-{START:%Y-%m-%d}-")
    assert file.name.endswith(f".{format_}")
    assert "1 person" in str(message.blocks)
    if format_ == "csv":
        assert "Ada Example" in story.ws.content(file.id).decode("utf-8-sig")


async def test_the_secretariat_gets_it_from_the_command_too(story: Story, tmp_path: Path) -> None:
    await publish_ada(story, tmp_path)
    await story.ws.command("sofia", "announcements", "/partners", "export")
    [answer] = story.ws.ephemerals("sofia")
    await story.ws.press("sofia", answer, "exports.csv")
    await story.settle()
    assert len([m for m in story.ws.dm("sofia") if m.files]) == 1


async def test_asked_for_twice_in_a_minute_it_comes_once(story: Story, tmp_path: Path) -> None:
    await publish_ada(story, tmp_path)
    await export_from_home(story)
    await export_from_home(story)
    assert len([m for m in story.ws.dm("sofia") if m.files]) == 1


async def test_for_others_export_is_a_word_like_any_other(story: Story, tmp_path: Path) -> None:
    await publish_ada(story, tmp_path)
    reply = await story.ws.command("ada", "announcements", "/partners", "export")
    assert "exports." not in str(reply)
    assert "exports." not in str(await story.ws.open_home("ada"))


async def test_who_left_the_secretariat_meanwhile_gets_no_file(story: Story, tmp_path: Path) -> None:
    await publish_ada(story, tmp_path)
    sofia = story.ws.member("sofia").id
    before = len(story.direct("ada"))
    await story.liaison.services.exports.ask(sofia, "xlsx")
    async with story.liaison.db.write() as tx:
        await people.save(tx, sofia, is_secretariat=False)
    await story.settle()
    assert [m for m in story.ws.dm("sofia") if m.files] == []
    # It is nobody's trouble.
    assert len(story.direct("ada")) == before
