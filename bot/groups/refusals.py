"""What Slack says instead of inviting somebody, and what can be done about it, in words for who decided.

https://docs.slack.dev/reference/methods/conversations.invite#errors
"""

from typing import Final

from bot.i18n import Markup, Words

HIDDEN: Final = "hidden"  # our word: an address, and Slack shows us none
# Slack's words, and ours for what it would refuse, by what they mean.
_MEANING: Final = {
    "user_is_ultra_restricted": "one_channel",
    "ura_max_channels": "one_channel",
    "user_is_restricted": "guest",
    "restricted_action": "settings",
    "org_login_required": "settings",
    "team_access_not_granted": "settings",
    "missing_scope": "permission",
    "channel_not_found": "not_in_channel",
    "user_is_bot": "bot",
    "is_bot": "bot",
    "cant_invite_self": "bot",
    "user_not_found": "unknown",
    "users_not_found": "unknown",
    "user_disabled": "deactivated",
    "account_inactive": "deactivated",
    "cant_invite_external": "external",
    "is_limited_access": "limited",
    "channel_is_limited_access": "limited",
    "too_many_members": "limited",
}


def explained(error: str, _: Words) -> Markup:
    """`error`: Slack's word, or one of ours for what it would refuse."""
    said = {
        "cant_invite": _(
            "Slack does not let this person be invited: the account may be deactivated, or of another workspace. Look at it in Slack, then "
            "try again, or invite the person by hand."
        ),
        "one_channel": _(
            "The person is a guest of a single channel. Only a workspace owner or admin can give a guest other channels, "
            "in Slack's administration."
        ),
        "guest": _(
            "The person is a guest. A workspace owner or admin can add a guest to channels, in Slack's administration."
        ),
        "settings": _(
            "Slack's settings do not let me invite people there. A workspace owner can allow it: then try again. Or invite the person by "
            "hand."
        ),
        "permission": _(
            "I lack the permission to invite people there. Into a public channel I may invite nobody: people can join it by "
            "themselves. For a private one, a workspace owner can reinstall the app with its present manifest."
        ),
        "not_in_channel": _("I am not in that channel. Type `/invite @Liaison` there, then try again."),
        "is_archived": _("The channel is archived. Unarchive it in Slack, then try again."),
        "bot": _("This is a bot, not a person: it is added by hand, in the channel's settings."),
        "unknown": _("Slack knows nobody by this ID or name here. Use the e-mail address or the @mention."),
        "deactivated": _("The account is deactivated. A workspace owner or admin can activate it again."),
        "external": _("The person is of another workspace: that takes Slack Connect, by hand."),
        "limited": _(
            "The channel can't take more people, or is limited by its settings: a workspace owner can look at them. Then try again."
        ),
        HIDDEN: _(
            "I may not see addresses: the scope `users:read.email` is missing. So I can't tell who is here, and shall not notice who "
            "comes. A workspace owner can reinstall the app with its present manifest; then try again. Or use @mentions or Slack IDs."
        ),
        "several": _("Several people have this name. Use the e-mail address or the @mention."),
    }
    meaning = _MEANING.get(error, error)
    if meaning in said:
        return said[meaning]
    return _("Slack refused it. Please invite the person by hand, or try again later.")
