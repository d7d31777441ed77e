"""Inviting many: the form, what would happen, how it goes, and the list to paste into Slack's own invitation. Pure."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from bot import blocks as b
from bot.access import Viewer
from bot.blocks import Block
from bot.groups.form_views import GROUP, Seats, choose_group, said_of_seats, text
from bot.groups.refusals import explained
from bot.i18n import Markup, Words, channel_link, escape, mention
from storage.channels import Channel
from storage.invitations import Invitation, List

INVITE: Final = "groups.invite"  # the callback_id of the form
GO: Final = "groups.go"
DROP: Final = "groups.drop"
PEOPLE, FILE = "people", "file"  # blocks
LONGEST: Final = 3000  # characters of Slack's text inputs
NAMED: Final = 60  # people of a kind who are named; the rest is counted
ROOM: Final = 2800  # characters of a section
PASTED: Final = 12  # sections of addresses: as many as a list can have

Message = tuple[str, list[Block]]


@dataclass(frozen=True, slots=True)
class Blank:
    viewer: Viewer
    groups: Sequence[Channel]
    chosen: str | None
    named: str
    seats: Seats


@dataclass(frozen=True, slots=True)
class Counted:
    """A list and its rows."""

    about: List
    rows: Sequence[Invitation]

    def of(self, *states: str) -> list[Invitation]:
        return [row for row in self.rows if row.state in states]

    @property
    def addresses(self) -> list[str]:
        """Those that nobody in the workspace has, or is known to have, in their order."""
        return [row.email for row in self.of("absent", "pending", "dropped") if row.email]


def form(blank: Blank) -> Block:
    _ = blank.viewer.words
    menu = choose_group(blank.groups)
    if chosen := [option for option in menu["options"] if option["value"] == blank.chosen]:
        menu["initial_option"] = chosen[0]
    take: Block = {"type": "file_input", "action_id": "groups.file", "filetypes": ["csv"], "max_files": 1}
    return b.modal(
        _("Invite many"),
        [
            b.section(_("First I say what would happen. Nobody is invited before you say so.")),
            b.field(_("Group"), GROUP, menu),
            b.field(
                _("People"),
                PEOPLE,
                text("groups.people", LONGEST, multiline=True, initial=blank.named),
                optional=True,
                hint=_("E-mail addresses, @names or Slack IDs, one a line or with commas between them."),
            ),
            b.field(
                _("Or a table"),
                FILE,
                take,
                optional=True,
                hint=_("A CSV file with an e-mail address or a Slack ID in each row."),
            ),
            b.context(said_of_seats(_, blank.seats)),
        ],
        callback_id=INVITE,
        submit=_("Look at it"),
        close=_("Cancel"),
    )


def started(_: Words, n: int, channel_id: str) -> Block:
    """In the place of the form."""
    said = _.many(
        "I am looking for {n} person to invite into {channel}. In a moment I write to you what I found; then you decide.",
        "I am looking for {n} people to invite into {channel}. In a moment I write to you what I found; then you decide.",
        n,
        channel=channel_link(channel_id),
    )
    return b.modal(_("Invite many"), [b.section(said)], callback_id=INVITE, close=_("Close"))


def progress(counted: Counted, _: Words, seats: Seats) -> Message:
    """The message about a list: what would happen, how far it is, or what came of it."""
    channel = channel_link(counted.about.channel_id)
    found = counted.of("found", "ready", "sent", "done", "refused")
    done, gone = len(counted.of("done")), len(counted.of("done", "refused"))
    match counted.about.state:
        case "looked":
            text = _.many(
                "I can invite {n} person into {channel}.",
                "I can invite {n} people into {channel}.",
                len(found),
                channel=channel,
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
    blocks = [b.section(Markup(f"*{text}*")), *_people(counted, _)]
    if counted.about.wave_at is not None:
        blocks.append(b.context(_("This list belongs to the launch of the group, and goes with it.")))
    elif counted.about.state in ("looked", "going"):
        blocks += _buttons(counted, len(found), _)
    if counted.about.state != "going":
        blocks += pasted(counted, _, seats)
    return text, blocks[:50]


def _buttons(counted: Counted, n: int, _: Words) -> list[Block]:
    value = str(counted.about.id)
    buttons = []
    if counted.about.state == "looked" and (n or counted.addresses):
        said = _.many("Invite {n} person", "Invite {n} people", n) if n else _("Wait for them")
        buttons.append(b.button(said, GO, value=value, style="primary"))
    said = _("Drop it") if counted.about.state == "looked" else _("Stop")
    buttons.append(b.button(said, DROP, value=value))
    return [b.actions(*buttons, block_id=f"list.{value}")]


def _people(counted: Counted, _: Words) -> list[Block]:
    """Who, by what becomes of them."""
    lines = [
        _named(_("To be invited"), counted.of("found", "ready"), _),
        _named(_("On their way"), counted.of("sent"), _),
        _named(_("Invited"), counted.of("done"), _),
        _named(_("In the group already"), counted.of("inside"), _),
        _named(_("Being invited already"), counted.of("doubled"), _),
        _listed(_("I could not read"), [escape(row.typed) for row in counted.of("unreadable")], _),
    ]
    blocks = [b.section(b.clip(line, ROOM)) for line in lines if line]
    return [*blocks, *_refused(counted, _)]


def _named(title: str, rows: Sequence[Invitation], _: Words) -> Markup | None:
    return _listed(
        title, [mention(row.member_id) if row.member_id else escape(row.email or "") for row in rows], _
    )


def _listed(title: str, items: Sequence[str], _: Words) -> Markup | None:
    if not items:
        return None
    shown = list(items[:NAMED])
    if rest := len(items) - len(shown):
        shown.append(_.many("{n} more", "{n} more", rest))
    what = Markup(f"*{title}* ({len(items)})")
    return _("{what}: {why}", what=what, why=Markup(", ".join(shown)))


def _refused(counted: Counted, _: Words) -> list[Block]:
    """Whom Slack refuses, or would, by why: each reason once."""
    rows = counted.of("unfit", "refused")
    reasons = Counter(explained(row.error, _) for row in rows)
    blocks = []
    for reason, _n in reasons.most_common(8):
        who = [
            mention(row.member_id) if row.member_id else escape(row.typed)
            for row in rows
            if explained(row.error, _) == reason
        ]
        title = _("Not invited")
        blocks.append(b.section(b.clip(f"{_listed(title, who, _)}\n{reason}", ROOM)))
    return blocks


def pasted(counted: Counted, _: Words, seats: Seats) -> list[Block]:
    """Addresses that nobody here has: to paste into Slack's own invitation."""
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
    chunks = in_chunks(found, ROOM)[:PASTED]
    return [
        b.section(said),
        *(b.section(Markup(f"```{escape(chunk)}```")) for chunk in chunks),
        # A launch's list may be a moderator's; seats are the Secretariat's.
        b.context(after, *([said_of_seats(_, seats)] if counted.about.wave_at is None else ())),
    ]


def in_chunks(items: Sequence[str], room: int, measure: Callable[[str], int] = len) -> list[str]:
    """The items with commas between them, in as few texts as can be, none of which is longer than `room`."""
    chunks: list[str] = []
    for item in items:
        if chunks and measure(chunks[-1]) + measure(item) + 2 <= room:
            chunks[-1] += f", {item}"
        else:
            chunks.append(item)
    return chunks
