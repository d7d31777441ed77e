"""What somebody is told who has asked to join a group. Pure."""

from collections.abc import Sequence

from bot import blocks as b
from bot.blocks import Block
from bot.groups.list_views import OPEN, withdraw_button
from bot.groups.review_views import Case, because, quoted
from bot.i18n import Markup, Words

Message = tuple[str, list[Block]]


def mine(case: Case) -> Message:
    """The message to who asked, which always says how it stands."""
    _, request = case.words, case.request
    match request.state:
        case "waiting":
            text = _waiting(_, case)
        case "refused":
            text = _(
                "Your request to join *{group}* is approved, but Slack did not let me bring you in. The Secretariat can see why, "
                "and has to act. If nothing happens in a few days, please ask it.",
                group=case.title,
            )
        case "approved" | "awaited":
            text = _(
                "Your request to join *{group}* is approved. You are being brought in.", group=case.title
            )
        case "joined":
            text = _("Your request to join *{group}* is approved: you are in.", group=case.title)
        case "withdrawn":
            text = _("You have withdrawn your request to join *{group}*.", group=case.title)
        case "declined":  # why is in a message of its own, in the person's hours
            text = _(
                "Your request to join *{group}* is decided: I write you the answer in a message of its own.",
                group=case.title,
            )
        case _lapsed:
            text = _("Your request to join *{group}* is closed.", group=case.title)
    blocks = [b.section(text)]
    if request.state == "waiting":
        if request.why:
            blocks.append(b.section(quoted(request.why)))
        button = withdraw_button(request, _)
        if button is not None:
            blocks.append(b.actions(button, block_id=f"asked.{request.id}"))
    return Markup(text.replace("*", "")), blocks


def _waiting(_: Words, case: Case) -> Markup:
    if case.is_unseen:
        return _(
            "You have asked to join *{group}*. Nobody is there yet who can decide: your request is kept, and shown to the Secretariat "
            "as soon as there is one. I tell you what is decided.",
            group=case.title,
        )
    return _("You have asked to join *{group}*. I tell you what is decided.", group=case.title)


def declined(_: Words, cases: Sequence[Case]) -> list[Block]:
    """Kindly, and why."""
    blocks = []
    for case in cases:
        text = _(
            "Thank you for asking to join *{group}*. The Secretariat can't bring you in at present.",
            group=case.title,
        )
        blocks += [b.section(text), *because(case.request, _)]
    closing = _("You can ask again, and the Secretariat is glad to answer your questions.")
    return [*blocks, b.context(closing)] if blocks else []


def not_forgotten(_: Words, cases: Sequence[Case]) -> list[Block]:
    blocks = []
    for case in cases:
        text = (
            _(
                "Your request to join *{group}* is not forgotten: it is kept until there is a Secretariat.",
                group=case.title,
            )
            if case.is_unseen
            else _(
                "Your request to join *{group}* is not forgotten: the Secretariat still has it.",
                group=case.title,
            )
        )
        blocks.append(b.section(text, accessory=withdraw_button(case.request, _)))
    return blocks


def words_to(_: Words, waiting: Sequence[Case], refused: Sequence[Case]) -> Message:
    """All that a person hears of their requests now, in one message."""
    blocks = [*declined(_, refused), *not_forgotten(_, waiting)]
    if refused:
        blocks.append(b.actions(b.button(_("See the groups"), OPEN), block_id="groups"))
        text = _("About your request to join {group}", group=refused[0].title)
    else:
        text = _("Your request to join {group} is not forgotten.", group=waiting[0].title)
    return text, blocks[:50]
