"""Rich text: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block"""

from sandbox.blockkit.objects import BLOCK, BOOLEAN, NON_EMPTY
from sandbox.blockkit.schema import Array, ByType, Integer, Object, Rule, String, one_of, typed

_STYLE = Object({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline"), BOOLEAN))
_MENTION_STYLE = Object(
    {},
    dict.fromkeys(
        ("bold", "italic", "strike", "code", "highlight", "client_highlight", "unlink", "underline"), BOOLEAN
    ),
)
_TEXT = typed("text", {"text": NON_EMPTY}, {"style": _STYLE})
_LINK = typed("link", {"url": NON_EMPTY}, {"text": String(shortest=0), "unsafe": BOOLEAN, "style": _STYLE})

_INLINE: dict[str, Rule] = {
    "text": _TEXT,
    "link": _LINK,
    "user": typed("user", {"user_id": NON_EMPTY}, {"style": _MENTION_STYLE}),
    "usergroup": typed("usergroup", {"usergroup_id": NON_EMPTY}, {"style": _MENTION_STYLE}),
    "team": typed("team", {"team_id": NON_EMPTY}, {"style": _MENTION_STYLE}),
    "channel": typed("channel", {"channel_id": NON_EMPTY}, {"style": _MENTION_STYLE}),
    "broadcast": typed("broadcast", {"range": one_of("here", "channel", "everyone")}, {"style": _STYLE}),
    "emoji": typed(
        "emoji",
        {"name": NON_EMPTY},
        {"unicode": NON_EMPTY, "url": NON_EMPTY, "skin_tone": Integer(1, 6), "style": _STYLE},
    ),
    "date": typed(
        "date",
        {"timestamp": Integer(0), "format": NON_EMPTY},
        {"url": NON_EMPTY, "fallback": NON_EMPTY, "style": _STYLE},
    ),
    "color": typed("color", {"value": NON_EMPTY}, {"style": _STYLE}),
}
_BORDER: dict[str, Rule] = {"border": Integer(0, 1)}
_SECTION = typed("rich_text_section", {"elements": Array(ByType(_INLINE))})
_LIST = typed(
    "rich_text_list",
    {"style": one_of("bullet", "ordered"), "elements": Array(ByType({"rich_text_section": _SECTION}))},
    {**_BORDER, "indent": Integer(0, 8), "offset": Integer(0)},
)
_QUOTE = typed("rich_text_quote", {"elements": Array(ByType(_INLINE))}, _BORDER)
_PREFORMATTED = typed(
    "rich_text_preformatted",
    {"elements": Array(ByType({"text": _TEXT, "link": _LINK}))},
    {**_BORDER, "language": NON_EMPTY},
)

RICH_TEXT = typed(
    "rich_text",
    {
        "elements": Array(
            ByType(
                {
                    "rich_text_section": _SECTION,
                    "rich_text_list": _LIST,
                    "rich_text_quote": _QUOTE,
                    "rich_text_preformatted": _PREFORMATTED,
                }
            )
        )
    },
    BLOCK,
)
