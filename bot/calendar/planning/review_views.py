"""What reviewers see of a proposal, and what its proposer is told: posts and messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot import blocks as b
from bot.blocks import Block
from bot.calendar import wording
from bot.calendar.planning import form
from bot.calendar.planning.form_views import kinds
from bot.calendar.recurrence import Rule
from bot.calendar.recurrence_words import describe
from bot.calendar.when import When
from bot.directory.words import languages
from bot.errors import Gone
from bot.i18n import Markup, Words, escape, mention
from storage.calendar import Activity
from storage.details import Details
from storage.planning import Proposal
from storage.vocabulary import Term

APPROVE: Final = "calendar.approve"
EDIT: Final = "calendar.edit"
DECLINE: Final = "calendar.decline"  # the button, and the form's callback_id
WITHDRAW: Final = "calendar.withdraw"
REASON: Final = "reason"  # its block

QUOTED: Final = 600  # characters of what somebody wrote in short, in a message
MARGIN: Final = 400  # characters that a section keeps for a sentence after a list
Message = tuple[str, list[Block]]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: a person, or (`is_channel`) all that are in a channel, in the workspace's words and zone."""

    words: Words
    zone: ZoneInfo
    now: datetime
    is_channel: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """An activity as it is shown to somebody. `group`: what its group is called; empty: for everyone."""

    reader: Reader
    known: Details
    group: str = ""
    fields: Sequence[Term] = ()
    similar: Sequence[Activity] = ()
    clashes: Sequence[Activity] = ()

    @property
    def words(self) -> Words:
        return self.reader.words


def reference(known: Details) -> str:
    """What the buttons of a proposal carry: the activity, and which version of it stands above them."""
    return f"{known.activity.id}:{known.activity.sequence}"


def parse(value: str) -> tuple[int, int]:
    """Reads what the buttons carry. Raises Gone if it isn't ours."""
    parts = value.split(":")
    if len(parts) != 2 or not all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts):
        raise Gone
    return int(parts[0]), int(parts[1])


def review(shown: Shown, proposal: Proposal) -> Message:
    """A proposal, with the buttons that decide about it; once it is decided, with who did."""
    _, title = shown.words, wording.title(shown.known.activity)
    text = _("{who} proposes: *{title}*", who=mention(proposal.proposed_by), title=title)
    blocks = [b.section(text), *described(shown)]
    if shown.known.stage == "proposed":
        blocks += beside(shown)
        value = reference(shown.known)
        buttons = (
            b.button(_("Approve"), APPROVE, value=value, style="primary"),
            b.button(_("Edit"), EDIT, value=str(shown.known.activity.id)),
            b.button(_("Decline"), DECLINE, value=value),
        )
        blocks.append(b.actions(*buttons, block_id=f"review.{shown.known.activity.id}"))
    else:
        blocks.append(b.section(decided(shown.known.stage, proposal, _)))
        if proposal.reason:
            blocks.append(b.section(_quoted(proposal.reason)))
    return Markup(text.replace("*", "")), blocks


def elsewhere(shown: Shown, _proposal: Proposal) -> Message:
    """In the place of a proposal, for who decides about it no more: it is for other people now."""
    _ = shown.words
    text = _("This proposal is for another calendar now. There is nothing for you to do.")
    return text, [b.section(text)]


def decided(stage: str, proposal: Proposal, _: Words) -> Markup:
    who = mention(proposal.decided_by or proposal.proposed_by)
    match stage:
        case "approved":
            return _("*Approved* by {who}: it is in the calendar.", who=who)
        case "declined":
            return _("*Declined* by {who}.", who=who)
        case _withdrawn:
            return _("*Withdrawn* by {who}.", who=who)


def mine(shown: Shown, proposal: Proposal) -> Message:
    """To its proposer, as long as it waits: what they have proposed, and the ways to change that."""
    _, title = shown.words, wording.title(shown.known.activity)
    if shown.known.stage != "proposed":
        text = _("You have proposed *{title}*.", title=title)
        return Markup(text.replace("*", "")), [
            b.section(text),
            *described(shown),
            b.section(decided(shown.known.stage, proposal, _)),
        ]
    text = _("You have proposed *{title}*. I tell you what is decided.", title=title)
    value = str(shown.known.activity.id)
    buttons = b.actions(
        b.button(_("Edit"), EDIT, value=value),
        b.button(_("Withdraw it"), WITHDRAW, value=value),
        block_id=f"proposal.{value}",
    )
    return Markup(text.replace("*", "")), [b.section(text), *described(shown), buttons]


def outcome(shown: Shown, proposal: Proposal) -> Message:
    """To its proposer: what was decided, by whom, and why."""
    _, title = shown.words, wording.title(shown.known.activity)
    who = mention(proposal.decided_by or "")
    if shown.known.stage == "approved":
        text = _("{who} has approved *{title}*: it is in the calendar.", who=who, title=title)
        return Markup(text.replace("*", "")), [b.section(text), *described(shown)]
    text = _("{who} has declined *{title}*, which you proposed.", who=who, title=title)
    blocks = [b.section(text)]
    if proposal.reason:
        blocks.append(b.section(_quoted(proposal.reason)))
    blocks.append(b.context(_("You can propose it anew, as it should be: `/calendar add`")))
    return Markup(text.replace("*", "")), blocks


def described(shown: Shown) -> list[Block]:
    """All that is known of an activity, short: what a list says, and the rest below it."""
    _, known = shown.words, shown.known
    activity = known.activity
    kind = None if wording.kind(activity, _) else kinds(_)[activity.kind]
    line = wording.details(activity, dates(shown.reader, activity), _)
    parts = [
        _("For {group}", group=Markup(escape(shown.group))) if shown.group else _("For everyone"),
        _("repeats {rule}", rule=_rule(known, _)) if known.rrule else None,
        _("organised by {name}", name=wording.one_line(known.organiser, form.LONGEST_NAME))
        if known.organiser
        else None,
        _("in {language}", language=Markup(languages.name(known.language, _.language)))
        if known.language
        else None,
        Markup(", ".join(escape(term.said(_.language)) for term in shown.fields)) or None,
        _("The world may see it, too") if known.is_public else None,
    ]
    blocks = [b.section(Markup(" · ".join(part for part in (kind, line) if part)))]
    blocks.append(b.context(Markup(" · ".join(part for part in parts if part))))
    if known.summary:
        blocks.append(b.section(_quoted(known.summary)))
    return blocks


def beside(shown: Shown) -> list[Block]:
    """What is similar, and what is on at the same time."""
    _, blocks = shown.words, []
    if shown.similar:
        blocks.append(b.section(listed(_("*Is it one of these?*"), shown.similar, shown.reader)))
    if shown.clashes:
        blocks.append(
            b.section(listed(_("*At the same time, for the same people:*"), shown.clashes, shown.reader))
        )
    return blocks


def listed(heading: Markup, activities: Sequence[Activity], reader: Reader) -> Markup:
    """A line for each, as many as a section holds."""
    text = heading
    for activity in activities:
        longer = f"{text}\n{wording.line(activity, dates(reader, activity), reader.words)}"
        if len(longer) <= wording.ROOM - MARGIN:
            text = Markup(longer)
    return text


def dates(reader: Reader, activity: Activity) -> Markup:
    if reader.is_channel:
        return wording.dates_for_channel(activity, reader.zone, reader.now, reader.words)
    today = reader.now.astimezone(reader.zone).date()
    return wording.dates_for_reader(activity, reader.zone, today, reader.words)


def decline_form(known: Details, _: Words) -> Block:
    """Asks for the reason, which the proposer reads."""
    line: Block = {
        "type": "plain_text_input",
        "action_id": f"calendar.{REASON}",
        "multiline": True,
        "max_length": form.LONGEST_REASON,
    }
    title = wording.title(known.activity)
    return b.modal(
        _("Decline a proposal"),
        [
            b.section(_("*{title}* will not be in the calendar.", title=title)),
            b.field(_("Why?"), REASON, line, hint=_("The proposer reads this.")),
        ],
        callback_id=DECLINE,
        submit=_("Decline"),
        close=_("Cancel"),
        metadata=f'{{"id": {known.activity.id}, "version": {known.activity.sequence}}}',
    )


def _rule(known: Details, _: Words) -> Markup:
    activity = known.activity
    first = When(
        "day", activity.starts_on, activity.ends_on, activity.starts_at, activity.ends_at, activity.timezone
    )
    return describe(Rule.parse(known.rrule or ""), first, _)


def _quoted(text: str) -> Markup:
    lines = escape(b.clip(text, QUOTED)).splitlines()
    return Markup("\n".join(f"> {line}" for line in lines))
