"""A request to join as those see it who decide on it, and the trail of what was decided. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from bot import blocks as b
from bot.blocks import Block
from bot.directory.pages.cards import MESSAGE, PERSON, direct_message_url
from bot.directory.pages.details import based_in, knows, work
from bot.directory.pages.marking import rich_text
from bot.directory.search.found import Hit
from bot.errors import Gone
from bot.groups.refusals import explained
from bot.i18n import Markup, Words, escape, mention
from storage.channels import Channel
from storage.directory import Profile
from storage.people import Member
from storage.requests import Request, Step

APPROVE: Final = "groups.approve"
DECLINE: Final = "groups.decline"  # the button, and the form's callback_id
SHOW: Final = "groups.show"  # opens a request in a modal; and its callback_id
QUOTED: Final = 900  # characters of what somebody wrote
FIELDS: Final = 5  # of expertise
STEPS: Final = 12  # of the trail
REMINDED: Final = 20  # requests in one reminder
LISTED: Final = 40  # in the list of all that are open
ASKED_THEMSELVES: Final = "asked_themselves"  # why a request from outside is closed

Message = tuple[str, list[Block]]


@dataclass(frozen=True, slots=True)
class Case:
    """A request with all that helps to decide on it, for one reader. `profile`: as everybody may see it, if it is published."""

    words: Words
    zone: ZoneInfo
    request: Request
    channel: Channel
    member: Member | None = None
    profile: Profile | None = None
    earlier: Sequence[Request] = ()
    trail: Sequence[Step] = ()

    @property
    def title(self) -> str:
        return self.channel.title or f"#{self.channel.name}"

    @property
    def is_unseen(self) -> bool:
        """Whether there is nobody yet who could decide on it."""
        return self.request.state == "waiting" and not self.request.shown_in

    @property
    def who(self) -> Markup:
        """Who asks: a mention, or the name of somebody from outside."""
        if self.request.member_id:
            return mention(self.request.member_id)
        return Markup(escape(self.request.name or self.request.email or ""))


def reference(request: Request) -> str:
    """What the buttons carry: the request, and which version of it stands above them."""
    return f"{request.id}:{request.version}"


def parse(value: str) -> tuple[int, int]:
    """Reads what the buttons carry. Raises Gone if it isn't ours."""
    parts = value.split(":")
    if len(parts) != 2 or not all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts):
        raise Gone
    return int(parts[0]), int(parts[1])


def number(value: str) -> int:
    """The request that a button names. Raises Gone if it isn't ours."""
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise Gone
    return int(value)


def review(case: Case) -> Message:
    """To those who decide: who asks, why, and the buttons; once it is decided, what was."""
    _, request = case.words, case.request
    text = _("{who} asks to join *{group}*", who=case.who, group=case.title)
    blocks = [b.section(text), *_about(case)]
    blocks += _decided(case)
    if request.state in ("waiting", "refused"):
        blocks.append(_buttons(case))
    return Markup(text.replace("*", "")), blocks


def review_modal(case: Case) -> Block:
    """The same in a modal, with every step that was taken."""
    _ = case.words
    blocks = review(case)[1]
    lines = [_step(step, case) for step in case.trail[-STEPS:]]
    blocks += [b.divider(), b.context(Markup("\n".join(lines)))] if lines else []
    return b.modal(_("A request to join"), blocks, callback_id=SHOW, close=_("Close"))


def _about(case: Case) -> list[Block]:
    """What is known of the person: what they wrote, and their profile if they published one."""
    _, request = case.words, case.request
    blocks = [b.section(quoted(request.why))] if request.why else []
    parts = [
        _("From: {organisation}", organisation=request.organisation) if request.organisation else None,
        _("Entered by {who}", who=mention(request.entered_by)) if request.entered_by else None,
        _("E-mail: {email}", email=request.email) if request.email else None,
    ]
    if case.member is not None and case.member.is_guest:
        parts.append(_("A guest of this workspace: Slack may want a workspace owner to do it"))
    if said := [part for part in parts if part]:
        blocks.append(b.context(Markup(" · ".join(said))))
    if case.profile is not None:
        hit = Hit(case.profile)
        lines = [line for line in (work(hit, _), based_in(hit, _), knows(hit, _, FIELDS)) if line]
        if lines:
            blocks.append(rich_text(lines))
    elif request.member_id:
        blocks.append(b.context(_("They have no profile in the directory.")))
    return [*blocks, *(b.context(_earlier(earlier, case)) for earlier in case.earlier)]


def _buttons(case: Case) -> Block:
    _, request = case.words, case.request
    value = reference(request)
    again = request.state == "refused"
    buttons = [
        b.button(_("Try again") if again else _("Approve"), APPROVE, value=value, style="primary"),
        b.button(_("Decline"), DECLINE, value=value),
    ]
    if case.profile is not None and request.member_id:
        label = _("Full profile of {name}", name=case.profile.name)
        buttons.append(b.button(_("Full profile"), PERSON, value=request.member_id, label=label))
    if request.member_id:
        buttons.append(b.button(_("Message"), MESSAGE, url=direct_message_url(request.member_id)))
    return b.actions(*buttons, block_id=f"request.{request.id}.{request.version}")


def _decided(case: Case) -> list[Block]:
    """What stands where the buttons were."""
    _, request = case.words, case.request
    by = mention(request.changed_by) if request.changed_by else None
    match request.state:
        case "waiting":
            return []
        case "approved":
            return [b.section(_("*Approved* by {who}. I am inviting them.", who=by or _("Liaison")))]
        case "awaited":
            said = _("*Approved* by {who}. They are not in this workspace yet.", who=by or _("Liaison"))
            how = _(
                "I can't bring people into the workspace. Please paste this address into Slack's own invitation; "
                "as soon as they come, I bring them into the group."
            )
            return [
                b.section(Markup(f"{said}\n{how}")),
                b.section(Markup(f"```{escape(request.email or '')}```")),
            ]
        case "refused":
            said = _("*Approved* by {who}, but Slack did not let me invite them.", who=by or _("Liaison"))
            return [
                b.section(Markup(f"{said}\n{explained(request.error, _)}")),
                b.context(_("Slack said: {error}", error=request.error)),
            ]
        case "joined":
            if by:
                return [b.section(_("*Approved* by {who}: they are in the group.", who=by))]
            return [b.section(_("They are in the group."))]
        case "declined":
            said = _("*Declined* by {who}.", who=by or _("Somebody"))
            return [b.section(said), *because(request, _)]
        case "withdrawn":
            return [b.section(_("*Withdrawn* by {who}.", who=case.who))]
        case _lapsed if request.error == ASKED_THEMSELVES:
            return [b.section(_("They are in the workspace by now, and have asked by themselves."))]
        case _lapsed:
            return [b.section(_("The person has left the workspace."))]


def because(request: Request, _: Words) -> list[Block]:
    """Why it was declined, as the person reads it."""
    blocks = []
    if request.grounds:
        blocks.append(b.section(grounds(_)[request.grounds]))
    if request.reason:
        blocks.append(b.section(quoted(request.reason)))
    return blocks


def grounds(_: Words) -> dict[str, Markup]:
    """The reasons to choose from. Each is a sentence to the person."""
    return {
        "full": _("The group takes no more people at the moment."),
        "others": _("The group is for people of certain organisations or countries."),
        "elsewhere": _(
            "Another group fits better what you are looking for: the Secretariat is glad to help you find it."
        ),
        "later": _("The group is not ready for new people yet: please ask again later."),
    }


def quoted(text: str) -> Markup:
    lines = escape(b.clip(text, QUOTED)).splitlines()
    return Markup("\n".join(f"> {line}" for line in lines))


def _earlier(request: Request, case: Case) -> Markup:
    _ = case.words
    day = _.day(request.changed_at.astimezone(case.zone).date(), year=True)
    who = mention(request.changed_by) if request.changed_by else case.who
    match request.state:
        case "declined":
            return _("Asked before: declined by {who} on {day}", who=who, day=day)
        case "withdrawn":
            return _("Asked before, and withdrew it on {day}", day=day)
        case _joined:
            return _("Asked before, and came in on {day}", day=day)


def _step(step: Step, case: Case) -> Markup:
    _ = case.words
    day = _.day(step.at.astimezone(case.zone).date())
    who = mention(step.by) if step.by else _("Liaison")
    said = {
        "asked": _("asked"),
        "entered": _("entered it"),
        "reminded": _("reminded of it"),
        "approved": _("approved it"),
        "awaited": _("approved it; not in the workspace yet"),
        "matched": _("the person has come into the workspace"),
        "refused": _("Slack refused the invitation"),
        "retried": _("tried again"),
        "joined": _("the person is in the group"),
        "declined": _("declined it"),
        "withdrawn": _("withdrew it"),
        "lapsed": _("the person has left the workspace"),
    }.get(step.what, Markup(escape(step.what)))
    return _("{what}: {why}", what=Markup(f"{day} · {who}"), why=said)


def reminder(_: Words, cases: Sequence[Case]) -> Message:
    """To the Secretariat: requests that have been lying for days."""
    n = len(cases)
    text = _.many(
        "A request to join has been waiting for three days.",
        "{n} requests to join have been waiting for three days.",
        n,
    )
    blocks = [b.section(Markup(f"*{text}*"))]
    for case in cases[:REMINDED]:
        line = _("{who}: *{group}*", who=case.who, group=case.title)
        label = _("Open the request for {group}", group=case.title)
        button = b.button(_("Open"), SHOW, value=str(case.request.id), label=label)
        blocks.append(b.section(line, accessory=button))
    if n > REMINDED:
        blocks.append(b.context(_("`/groups requests` shows all of them.")))
    return text, blocks


def waiting(_: Words, cases: Sequence[Case]) -> Message:
    """`/groups requests` of the Secretariat."""
    text = _.many("{n} open request", "{n} open requests", len(cases)) if cases else _("No open requests")
    blocks = [b.header(text)]
    for case in cases[:LISTED]:
        day = _.day(case.request.asked_at.astimezone(case.zone).date())
        line = _("{who}: *{group}*, since {day}", who=case.who, group=case.title, day=day)
        label = _("Open the request for {group}", group=case.title)
        line = Markup(f"{line}\n{_state(case.request, _)}")
        button = b.button(_("Open"), SHOW, value=str(case.request.id), label=label)
        blocks.append(b.section(line, accessory=button))
    if not cases:
        blocks.append(b.section(_("Nobody waits.")))
    if (rest := len(cases) - LISTED) > 0:
        blocks.append(b.context(_.many("and {n} more", "and {n} more", rest)))
    return text, blocks


def _state(request: Request, _: Words) -> Markup:
    return {
        "waiting": _("Waits for a decision"),
        "approved": _("Being invited"),
        "awaited": _("Approved; not in the workspace yet"),
        "refused": _("Slack refused the invitation"),
    }[request.state]


def waiting_modal(_: Words, cases: Sequence[Case]) -> Block:
    return b.modal(
        _("Requests to join"), waiting(_, cases)[1], callback_id="groups.requests", close=_("Close")
    )
