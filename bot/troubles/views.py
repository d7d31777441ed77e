"""The notice about a message that could not be sent, in words, with what to do."""

from bot import blocks as b
from bot.blocks import Block
from bot.i18n import Markup, Words, channel_link, mention

Message = tuple[str, list[Block]]


def held(_: Words, error: str) -> Message:
    """Messages wait for a permission that the app lacks."""
    text = _("Messages of mine are waiting, because I lack a permission in Slack.")
    remedy = _(
        "A workspace owner can reinstall the app with its present manifest. Nothing is lost: I send them as soon as Slack lets me."
    )
    return text, [b.section(Markup(f"*{text}*\n{remedy}")), b.context(_("Slack said: {error}", error=error))]


def trouble(_: Words, state: str, error: str, channel_id: str | None, member_id: str | None) -> Message:
    """`channel_id` or `member_id`: where the message should have gone. `error` is Slack's word."""
    where = channel_link(channel_id) if channel_id else mention(member_id or "")
    if state == "uncertain":
        text = _("I can't tell whether a message of mine to {where} arrived.", where=where)
        remedy = _("I did not send it again, so that nobody gets it twice. Please have a look there.")
    else:
        text = _("A message of mine could not be sent to {where}.", where=where)
        remedy = _remedy(_, error)
    return text, [b.section(Markup(f"*{text}*\n{remedy}")), b.context(_("Slack said: {error}", error=error))]


def _remedy(_: Words, error: str) -> Markup:
    match error:
        case "is_archived":
            return _("The channel is archived. Unarchive it, or take it out of the workspace file.")
        case "channel_not_found" | "not_in_channel":
            return _("I am not in that channel. To bring me back, type `/invite @Liaison` there.")
        case "user_disabled" | "account_inactive" | "user_not_found" | "cannot_dm_bot":
            return _(
                "This account is deactivated or can't get direct messages. There is nothing to do if they have left."
            )
        case (
            "restricted_action" | "restricted_action_read_only_channel" | "posting_to_general_channel_denied"
        ):
            return _("Slack's settings do not let me post there. A workspace owner can allow it.")
        case "cant_invite" | "user_is_ultra_restricted" | "user_is_restricted":
            return _(
                "Slack does not let this person be invited there. A guest's channels are set by a workspace owner."
            )
        case _other:
            return _("It will not be tried again.")
