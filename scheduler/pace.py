"""Slack's pace, as seconds between calls (https://docs.slack.dev/apis/web-api/rate-limits)."""

# chat.postMessage: one a second for a channel, whichever worker sends.
POST_EVERY = 1.0

# Methods with a tier, for the whole workspace: Tier 3 is 50 a minute. Evenly spaced, so that no minute has 51.
_TIER_3 = 60 / 50
CALL_EVERY = {
    "chat.update": _TIER_3,
    "conversations.history": _TIER_3,
    "conversations.invite": _TIER_3,
    "conversations.open": _TIER_3,
    "conversations.replies": _TIER_3,
}
# The same moment by two clocks, ours and Slack's, is not quite the same.
MARGIN = 0.005
