"""In what the sandbox means to differ from Slack's description of its Web API of 2020, and why.

`docs` is Slack's reference as it is now, at https://docs.slack.dev/reference.
"""

UPLOADS = "docs: files are uploaded so since files.upload was retired"
BOOKMARKS = "docs: bookmarks are of 2021"
# Methods that the description doesn't have.
NEWER = {
    "apps.connections.open": "docs: Socket Mode is of 2021",
    "bookmarks.add": BOOKMARKS,
    "bookmarks.edit": BOOKMARKS,
    "bookmarks.list": BOOKMARKS,
    "bookmarks.remove": BOOKMARKS,
    "files.completeUploadExternal": UPLOADS,
    "files.getUploadURLExternal": UPLOADS,
}

LOOSE = "the description knows people's messages in threads only; in history it has the same field"
SAID_NOW = "docs: the present object has it"
# How answers that succeed look.
SHAPES = {
    "chat.scheduleMessage.message: has app_id": "messages of apps carry it",
    "chat.update.message.blocks: is list": "the description says object; blocks are a list everywhere else in it",
    "conversations.history: has latest": "docs: it comes back when it was given",
    "conversations.history: has response_metadata": "docs: the cursor; the description forgot it here",
    "conversations.kick: has errors": "docs: an empty object beside ok",
    "conversations.replies.messages[]: has app_id": "messages of apps carry it",
    "conversations.replies.messages[]: has bot_id": LOOSE,
    "conversations.replies.messages[]: has bot_profile": LOOSE,
    "conversations.replies.messages[]: has is_locked": "parents of threads carry it since threads can be locked",
    "conversations.replies.messages[]: has reactions": LOOSE,
    "conversations.replies.messages[]: has root": LOOSE,
    "conversations.replies.messages[]: has subtype": LOOSE,
    "objs_conversation: has context_team_id": SAID_NOW,
    "objs_conversation: has locale": "docs: with include_locale",
    "objs_conversation: has updated": SAID_NOW,
    "objs_message.attachments[]: has text": "the description knows attachments of unfurled pictures only",
    "objs_message: has app_id": "messages of apps carry it",
    "objs_message: has edited": "docs: of messages that were changed",
    "objs_message: has is_locked": "parents of threads carry it since threads can be locked",
    "objs_message: has root": "docs: of replies that are shown in the channel too",
    "objs_message: has metadata": "docs: metadata is of 2022",
    "objs_team: has is_verified": SAID_NOW,
    "objs_team: has url": SAID_NOW,
    "objs_user: has is_email_confirmed": SAID_NOW,
    "objs_user: has who_can_share_contact_card": SAID_NOW,
}

# Names of errors that any method may answer with, which the description has for some only.
ERRORS_OF_ALL = {
    "invalid_arguments": "docs: common to all methods; a required argument is missing or of the wrong kind",
    "missing_scope": "docs: common to all methods",
    "not_allowed_token_type": "docs: common to all methods",
    "ratelimited": "docs: common to all methods; the description has rate_limited in chat.*",
}
CURSOR, LIMIT = "docs: a cursor that isn't one", "what Slack answers to a limit that isn't one"
BLOCKS = "docs: blocks are of 2019, their errors weren't described"
THREAD = "what Slack answers for a thread_ts that isn't a message's, or isn't a timestamp"
ERRORS = {
    "chat.postMessage: invalid_blocks": BLOCKS,
    "chat.postMessage: invalid_blocks_format": BLOCKS,
    "chat.postMessage: invalid_metadata_format": "docs: metadata is of 2022",
    "chat.postMessage: invalid_thread_ts": THREAD,
    "chat.postMessage: thread_not_found": THREAD,
    "chat.scheduledMessages.list: invalid_cursor": CURSOR,
    "conversations.history: invalid_cursor": CURSOR,
    "conversations.list: invalid_cursor": CURSOR,
    "conversations.list: invalid_limit": LIMIT,
    "conversations.list: invalid_types": "docs: a type that isn't one",
    "conversations.open: cannot_dm_bot": "what Slack answers to a bot that writes to a bot",
    "files.list: channel_not_found": "docs: a channel that doesn't exist for the token",
    "pins.remove: no_pin": "docs: the error's name now",
    "reactions.add: channel_not_found": "docs: a channel that doesn't exist for the token",
    "reactions.get: channel_not_found": "docs: a channel that doesn't exist for the token",
    "team.info: team_not_found": "docs: another workspace than one's own",
    "users.list: invalid_limit": LIMIT,
}

ARGUMENTS = {
    "chat.postMessage: metadata": "docs: metadata is of 2022",
    "conversations.history: include_all_metadata": "docs: metadata is of 2022",
}

POSTING = "docs: chat:write took the place of chat:write:bot and chat:write:user"
SCOPES = {
    "chat.delete: chat:write": POSTING,
    "chat.deleteScheduledMessage: chat:write": POSTING,
    "chat.postEphemeral: chat:write": POSTING,
    "chat.postMessage: chat:write": POSTING,
    "chat.scheduleMessage: chat:write": POSTING,
    "chat.update: chat:write": POSTING,
    "conversations.join: channels:join": "docs: channels:join took the place of channels:write for bots",
    "files.delete: files:write": "docs: files:write took the place of files:write:user",
}
