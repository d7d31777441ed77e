"""A moderator reads a question anew, edits what is posted, and looks after a channel with `/moderate`."""

import json
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select

from storage import directory, vocabulary
from storage.activity import active_days
from storage.tables import metadata
from tests.scenarios.conftest import Story


def seen(story: Story, name: str) -> str:
    """What the modal says that is open."""
    view = story.ws.view(name)
    assert view is not None
    return json.dumps(view.blocks, ensure_ascii=False)


def whispered(story: Story, name: str, channel: str) -> str:
    message = story.ws.ephemerals(name, channel)[-1]
    return f"{message.text}\n{json.dumps(message.blocks, ensure_ascii=False)}"


async def knows(story: Story, name: str, field: str) -> None:
    async with story.liaison.db.write() as tx:
        term = await vocabulary.add(tx, "field", field, field.lower())
        await directory.save(tx, story.ws.member(name).id, fields=[term.id], published_at=tx.now)


async def test_a_question_is_read_anew_answered_with_who_may_know_and_kept_nowhere(story: Story) -> None:
    await knows(story, "benoit", "Questionnaires")
    question = story.ws.say("migration", "sofia", "Who has good questionnaires about recruitment fees?")
    await story.settle()
    await story.move(days=1, hours=3)
    nudge = story.ws.dm("ada")[-1]
    assert "has had no answer for 1 day" in nudge.text
    linked = f"/archives/{story.ws.channel('migration').id}/p{question.replace('.', '')}|Asked on"
    assert linked in story.direct("ada")[-1]
    await story.ws.press("ada", nudge, "nudges.edit")
    assert "> Who has good questionnaires" in seen(story, "ada")
    form = story.ws.view("ada")
    assert form is not None
    await story.ws.press("ada", form, "nudges.choose", value="unanswered.1")
    assert "Has anybody been in the same situation?" in seen(story, "ada")
    await story.ws.fill(
        "ada", {"nudges.text": "Can you help?", "nudges.people": [story.ws.member("benoit").id]}
    )
    await story.ws.submit("ada")
    await story.settle()
    (post,) = [m for m in story.ws.messages("migration", thread=question) if m.user == story.ws.bot_user_id]
    assert post.text == f"Can you help? <@{story.ws.member('benoit').id}>"
    assert "nudges." not in story.direct("ada")[-1]
    assert "Answered: what you wrote is under the question" in story.direct("ada")[-1]
    assert "good questionnaires" not in await _everything(story)


async def _everything(story: Story) -> str:
    """All that the database holds."""
    found: list[Any] = []
    async with story.liaison.db.read() as tx:
        for table in metadata.sorted_tables:
            found += (await tx.execute(select(table))).all()
    return str(found)


async def test_a_moderator_looks_at_the_pulse_and_decides_when_to_be_told(story: Story) -> None:
    for name in ("ada", "benoit", "sofia"):
        story.ws.say("migration", name, "Good morning")
    await story.settle()
    await story.ws.command("ada", "migration", "/moderate", "")
    shown = whispered(story, "ada", "migration")
    assert "3 people were active" in shown
    assert "I speak up after 7 days of silence." in shown
    assert "Migration Action Group workshop" in shown
    # The Secretariat does not moderate it: of three people it is shown no figure.
    await story.ws.command("sofia", "migration", "/moderate", "")
    assert "people were active:" in whispered(story, "sofia", "migration")
    assert "3 people were active" not in whispered(story, "sofia", "migration")
    assert "Posts a week" not in whispered(story, "sofia", "migration")
    async with story.liaison.db.write() as tx:
        days = [
            {
                "channel_id": story.ws.channel("migration").id,
                "day": tx.now.date() - timedelta(days=60),
                "member_id": f"U{n}",
            }
            | dict.fromkeys(("posts", "replies", "questions", "reactions"), 1)
            for n in range(5)
        ]
        await tx.execute(insert(active_days), days)
    # Five were active in all these weeks; of the last four the three are too few.
    await story.ws.command("sofia", "migration", "/moderate", "")
    assert "people were active" in whispered(story, "sofia", "migration")
    assert "question" not in whispered(story, "sofia", "migration")
    await story.ws.command("carmen", "announcements", "/moderate", "")
    assert "No puede hacer eso" in whispered(story, "carmen", "announcements")
    await story.ws.command("ada", "migration", "/moderate", "setings")
    assert "/moderate settings" in whispered(story, "ada", "migration")

    await story.ws.command("ada", "migration", "/moderate", "settings")
    await story.ws.fill("ada", {"moderate.days": "2", "moderate.every": "7"})
    await story.ws.submit("ada")
    assert "I speak up after 2 days of silence." in seen(story, "ada")
    await story.move(days=2, hours=8)
    assert "silencieux depuis 2 jours" in story.direct("benoit")[-1]
