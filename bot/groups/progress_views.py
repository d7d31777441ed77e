"""A list of people to invite, as its maker reads it: what would happen, how it goes, what came of it, and the addresses to paste. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot import blocks as b
from bot.blocks import Block
from bot.groups.form_views import Seats, said_of_seats
from bot.groups.refusals import HIDDEN, explained
from bot.i18n import Markup, Words, channel_link, escape, mention
from storage.invitations import Invitation, List

GO: Final = "groups.go"
DROP: Final = "groups.drop"
AGAIN: Final = "groups.again"  # whom Slack refused is tried once more
LOOK_AGAIN: Final = "groups.look_again"
AS_FILE: Final = "groups.addresses"
# Characters. Slack takes 3,000 in a section, and all together somewhat more than 11,000 in a message, which it tells nobody beforehand
# (`msg_blocks_too_long`): what is more is counted, or put into a file.
ROOM: Final = 2800
ROOM_FOR_PEOPLE: Final = 5000  # of all kinds, who share it
ROOM_OF_KIND: Final = 1200
REASONS: Final = 8  # why somebody was not invited

Message = tuple[str, list[Block]]


@dataclass(frozen=True, slots=True)
class Counted:
    """A list and its rows. `title`: the group's name, for who is not in its channel reads only “private channel” in Slack."""

    about: List
    rows: Sequence[Invitation]
    title: str = ""

    def of(self, *states: str) -> list[Invitation]:
        return [row for row in self.rows if row.state in states]

    @property
    def addresses(self) -> list[str]:
        """Those that nobody in the workspace has, or is known to have, in their order."""
        return [row.email for row in self.of("absent", "pending", "dropped") if row.email]


def only_looked(channel_id: str, rows: Sequence[Mapping[str, Any]]) -> Counted:
    """A list that is nowhere written: of a dry run. `rows`: as `finding.resolve` gives them."""
    found = [
        Invitation(
            0,
            None,
            None,
            channel_id,
            row["member_id"],
            row["typed"],
            row["email"],
            row["state"],
            row["error"],
            None,
        )
        for row in rows
    ]
    return Counted(List(0, channel_id, None, "looked", 0), found)


def progress(counted: Counted, _: Words, seats: Seats) -> Message:
    """The message about a list: what would happen, how far it is, or what came of it."""
    channel = channel_link(counted.about.channel_id)
    found = counted.of("found", "ready", "sent", "done", "refused")
    done, gone = len(counted.of("done")), len(counted.of("done", "refused"))
    match counted.about.state:
        case "looked":
            text = (
                _.many(
                    "I can invite {n} person into {channel}.",
                    "I can invite {n} people into {channel}.",
                    len(found),
                    channel=channel,
                )
                if found
                else _("Of this list I can invite nobody into {channel} now.", channel=channel)
            )
        case "held":
            text = _("Inviting into {channel} is held: the launch is paused.", channel=channel)
        case "going":
            text = _("Inviting into {channel}: {n} of {total}.", channel=channel, n=gone, total=len(found))
        case "dropped":
            text = _(
                "The list for {channel} is dropped: {n} of {total} were invited.",
                channel=channel,
                n=done,
                total=len(found),
            )
        case _done:
            text = _(
                "Inviting into {channel} is done: {n} of {total}.", channel=channel, n=done, total=len(found)
            )
    named = f"\n{escape(counted.title)}" if counted.title else ""
    blocks = [b.section(Markup(f"*{text}*{named}")), *_people(counted, _)]
    if counted.about.wave_at is not None and counted.about.state in ("looked", "held"):
        said = _("This list is of the launch: invited at its hour, and not at all if it is called off.")
        blocks.append(b.context(said))
    blocks += _buttons(counted, len(found), _)
    if counted.about.state != "going":
        blocks += pasted(counted, _, seats)
    return text, blocks


def _buttons(counted: Counted, n: int, _: Words) -> list[Block]:
    """What its maker can do with a list. One that belongs to a launch goes with it."""
    value, state = str(counted.about.id), counted.about.state
    buttons = []
    if counted.about.wave_at is None:
        if state == "looked" and (n or counted.addresses):
            said = _.many("Invite {n} person", "Invite {n} people", n) if n else _("Wait for them")
            buttons.append(b.button(said, GO, value=value, style="primary"))
        if state == "looked" and any(row.error == HIDDEN for row in counted.rows):
            buttons.append(b.button(_("Look again"), LOOK_AGAIN, value=value))
        if state in ("looked", "going"):
            buttons.append(b.button(_("Drop it") if state == "looked" else _("Stop"), DROP, value=value))
        if state == "done" and counted.of("refused"):
            buttons.append(b.button(_("Try again"), AGAIN, value=value))
    if state != "going" and not _fits(counted.addresses):
        buttons.append(b.button(_("Addresses as a file"), AS_FILE, value=value))
    return [b.actions(*buttons, block_id=f"list.{value}")] if buttons else []


def _people(counted: Counted, _: Words) -> list[Block]:
    """Who, by what becomes of them; and why not."""
    kinds: list[tuple[str, str, list[str]]] = [
        (title, "", [mention(row.member_id) if row.member_id else escape(row.email or "") for row in rows])
        for title, rows in (
            (_("To be invited"), counted.of("found", "ready")),
            (_("On their way"), counted.of("sent")),
            (_("Invited"), counted.of("done")),
            (_("In the group already"), counted.of("inside")),
            (_("Being invited already"), counted.of("doubled")),
        )
    ]
    kinds.append((_("I could not read"), "", [escape(row.typed) for row in counted.of("unreadable")]))
    reasons: dict[Markup, list[str]] = {}
    for row in counted.of("unfit", "refused"):
        who = mention(row.member_id) if row.member_id else escape(row.typed or row.email or "")
        reasons.setdefault(explained(row.error, _), []).append(who)
    by_number = sorted(reasons.items(), key=lambda each: -len(each[1]))
    kinds += [(_("Not invited"), reason, who) for reason, who in by_number[:REASONS]]
    there = [kind for kind in kinds if kind[2]]
    room = min(ROOM_OF_KIND, ROOM_FOR_PEOPLE // max(1, len(there)))
    return [b.section(Markup(f"{_listed(title, who, room, _)}\n{why}".strip())) for title, why, who in there]


def _listed(title: str, items: Sequence[str], room: int, _: Words) -> Markup:
    """As many as there is room for; the rest is counted."""
    shown = list(items)
    while len(shown) > 1 and sum(len(item) + 2 for item in shown) > room:
        shown.pop()
    if rest := len(items) - len(shown):
        shown.append(_.many("{n} more", "{n} more", rest))
    what = Markup(f"*{title}* ({len(items)})")
    return _("{what}: {why}", what=what, why=Markup(", ".join(each for each in shown if each)))


def pasted(counted: Counted, _: Words, seats: Seats) -> list[Block]:
    """Addresses that nobody here has: to paste into Slack's own invitation. Of many there is a file."""
    found = counted.addresses
    if not found:
        return []
    said = _.many(
        "*{n} address is of nobody in this workspace.* I can't bring people in. Paste it into Slack's own invitation:",
        "*{n} addresses are of nobody in this workspace.* I can't bring people in. Paste them into Slack's own invitation:",
        len(found),
    )
    after = _(
        "Once the list is gone through, I wait for them for half a year: as soon as they come, I bring them into the group."
    )
    (first, *_rest) = in_chunks([escape(address) for address in found], ROOM)
    shown = [b.section(Markup(f"```{first}```"))]
    if not _fits(found):
        n = first.count(", ") + 1
        many = _(
            "These are the first {n}. A button above brings you all {total} as a file.", n=n, total=len(found)
        )
        shown.append(b.context(many))
    return [
        b.section(said),
        *shown,
        # A launch's list may be a moderator's; seats are the Secretariat's.
        b.context(after, *([said_of_seats(_, seats)] if counted.about.wave_at is None else ())),
    ]


def _fits(addresses: Sequence[str]) -> bool:
    return len(in_chunks([escape(address) for address in addresses], ROOM)) < 2


def in_chunks(items: Sequence[str], room: int) -> list[str]:
    """The items with commas between them, in as few texts as can be, none of which is longer than `room`."""
    chunks: list[str] = []
    for item in items:
        if chunks and len(chunks[-1]) + len(item) + 2 <= room:
            chunks[-1] += f", {item}"
        else:
            chunks.append(item)
    return chunks
