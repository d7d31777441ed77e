"""The week's card: to the Secretariat only."""

from bot import blocks as b
from bot.blocks import Block
from bot.directory.pages.cards import direct_message_url
from bot.i18n import Markup, Words, link, mention
from bot.onboarding.week.rules import Reason, Week

Message = tuple[str, list[Block]]


def card(_: Words, week: Week) -> Message:
    """How many came, got going and got stuck, and whom to write to. It names no group: who reads it need not be in all of them."""
    text = _("The first weeks of those who are new")
    figures = [
        _.many("*{n}* person came last week.", "*{n}* people came last week.", week.came)
        if week.came
        else _("Nobody new came last week.")
    ]
    if week.going:
        figures.append(
            _.many(
                "*{n}* got going: wrote or reacted for the first time.",
                "*{n}* got going: wrote or reacted for the first time.",
                week.going,
            )
        )
    if week.stuck:
        figures.append(
            _.many(
                "*{n}* is stuck: here for a week or more, and not heard of yet.",
                "*{n}* are stuck: here for a week or more, and not heard of yet.",
                week.stuck,
            )
        )
    blocks = [b.header(text), b.section(Markup("\n".join(figures)))]
    if week.worth:
        blocks.append(b.section(_("*A personal word would be worth it to:*")))
    for member_id, reason in week.worth:
        message = link(direct_message_url(member_id), _("Message"))
        line = _("{what}: {why}", what=mention(member_id), why=_why(_, reason))
        blocks.append(b.section(line + Markup(f"  {message}")))
    blocks.append(b.context(_("Of the last four weeks, and only here. Nobody is told that they are named.")))
    return text, blocks


def _why(_: Words, reason: Reason) -> Markup:
    match reason:
        case "unanswered":
            return _("has asked something, and nobody has answered for a day.")
        case "ungreeted":
            return _("has come into a group, and nobody there has greeted them.")
        case "ready":
            return _("has filled in their profile, but has not been heard of yet.")
        case "silent":
            return _("has not been heard of yet. Perhaps they miss somebody to ask?")
        case _eager:
            return _("has done all first steps within two weeks: a thank-you goes a long way.")
