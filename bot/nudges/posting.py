"""Posting for a moderator: a prompt in a channel, or a word under one of its questions."""

from datetime import date
from typing import NamedTuple

from bot.access import Viewer
from bot.i18n import Markup
from bot.nudges import settling, silence
from bot.nudges.standing import open_questions
from bot.nudges.views import Reference
from storage import channels, questions, rhythms
from storage.channels import Channel
from storage.concerns import Concern
from storage.database import Reading, Transaction
from storage.pulse import Post


class About(NamedTuple):
    """A moderator who does something about a concern, and where."""

    viewer: Viewer
    channel: Channel
    concern: Concern


class Outcome(NamedTuple):
    """What was done: a state of `storage.concerns`, until when, where that is known, and how many questions still wait."""

    state: str
    until: date | None = None
    left: int = 0


async def question_of(tx: Reading, concern: Concern, reference: Reference) -> Post:
    """The question that a button is about, of those that still wait; the oldest, where it doesn't say which. Raises Refusal."""
    waiting = await open_questions(tx, concern)
    found = [question for question in waiting if reference.question in ("", question.ts)]
    if not found:
        raise await settling.why_over(tx, concern)
    return found[0]


async def post(tx: Transaction, about: About, reference: Reference, text: Markup, *, is_own: bool) -> Outcome:
    """Posts a text, which begins as the prompt of the reference or is their own. Raises Refusal."""
    concern = about.concern
    key, thread, left = f"prompt:{concern.id}", None, 0
    if concern.kind == "unanswered":
        question = await question_of(tx, concern, reference)
        key, thread = f"{key}:{question.ts}", question.ts
        await questions.settle(tx, concern.id, [question.ts])
        left = len(await open_questions(tx, concern))
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": str(text)}}]
    await tx.outbox.post(key, concern.channel_id, text, blocks, thread_ts=thread)
    if reference.prompt:
        await rhythms.posted(tx, concern.channel_id, reference.prompt)
    await count_anew(tx, about)
    return Outcome("answered" if thread and is_own else "prompted", left=left)


async def count_anew(tx: Transaction, about: About) -> None:
    """Something was done about a silence: if still nobody writes, it is spoken of again after as long."""
    if about.concern.kind != "silence":
        return
    await rhythms.save(tx, about.channel.id, reset_at=tx.now)
    known = await rhythms.of(tx, about.channel.id)
    due = silence.due(about.channel, known, about.viewer.workspace, tx.now)
    await channels.save(tx, about.channel.id, nudge_due_at=due)
