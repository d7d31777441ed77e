"""The filters of a search: menus with how many people each choice leaves. All that they hold is the search's text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from zlib import crc32

from bot.blocks import Block, clip, context, field, modal, option
from bot.directory.query.parts import Part, PartKind, Query, filtered
from bot.directory.search.found import Facets
from bot.directory.words import countries, sectors
from bot.i18n import Markup, Words, escape

SUBMIT = "partners.filters.submit"  # the modal's callback_id
MOST_OPTIONS = (
    100  # of a menu (https://docs.slack.dev/reference/block-kit/block-elements/multi-select-menu-element)
)
LONGEST_OPTION = 75
LONGEST_OPTION_VALUE = 150


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to narrow a search by. `source` is how it is typed, and the option's value."""

    value: str
    source: str
    name: str
    people: int


@dataclass(frozen=True, slots=True)
class Menu:
    """One of the menus: which kind of part it is for, and what can be chosen in it, most people first."""

    kind: PartKind
    label: Callable[[Words], Markup]
    choices: Callable[[Facets, Words], Sequence[Choice]]

    @property
    def action_id(self) -> str:
        return f"partners.filters.{self.kind}"


def _countries(facets: Facets, _: Words) -> list[Choice]:
    return [
        Choice(code, f"country:{code}", countries.name(code, _.language), n) for code, n in facets.countries
    ]


def _fields(facets: Facets, _: Words) -> list[Choice]:
    return [
        Choice(str(term.id), filtered("field", term.name), term.said(_.language), n)
        for term, n in facets.fields
    ]


def _sectors(facets: Facets, _: Words) -> list[Choice]:
    return [Choice(key, f"type:{key}", sectors.name(key, _), n) for key, n in facets.sectors]


def _languages(facets: Facets, _: Words) -> list[Choice]:
    return [Choice(code, f"lang:{code}", _.spoken_language(code), n) for code, n in facets.languages]


def _groups(facets: Facets, _: Words) -> list[Choice]:
    return [Choice(id_, filtered("group", title), title, n) for id_, title, n in facets.groups]


MENUS: Final = (
    Menu("country", lambda _: _("Country"), _countries),
    Menu("field", lambda _: _("Field of expertise"), _fields),
    Menu("sector", lambda _: _("Kind of organisation"), _sectors),
    Menu("language", lambda _: _("Language"), _languages),
    Menu("group", lambda _: _("Group"), _groups),
)


def filters(facets: Facets, metadata: str, touched: str = "") -> Block:
    """The modal. `metadata` comes back with each choice and with the submission. `touched` is the id of the block in which a choice
    was made: that one stays open."""
    _ = facets.viewer.words
    menus = [block for menu in MENUS if (block := _menu(menu, facets, _, touched))]
    rest = others(facets.query)
    hints = [
        *([_("Besides, I look for {words}.", words=_("“{word}”", word=rest))] if rest else ()),
        _("People must fit all that you choose."),
    ]
    submit = _.many("Show {n} person", "Show {n} people", facets.total)
    return modal(
        _("Filters"),
        [*menus, context(*hints)],
        callback_id=SUBMIT,
        # A form needs an input to have a button: without one there is nothing to filter by.
        submit=submit if menus else "",
        close=_("Cancel"),
        metadata=metadata,
    )


def _menu(menu: Menu, facets: Facets, _: Words, touched: str) -> Block | None:
    """A menu; None if there is nothing to choose."""
    chosen = {part.value: part for part in facets.query.parts if part.kind == menu.kind}
    offered = [c for c in menu.choices(facets, _) if len(c.source) <= LONGEST_OPTION_VALUE]
    picked = [c for c in offered if c.value in chosen]
    known = {choice.value for choice in picked}
    # What was asked for stays chosen, even if it leaves nobody.
    lost = [_lost(part, _) for value, part in chosen.items() if value not in known]
    rest = [c for c in offered if c.value not in chosen and c.people]
    options = {c.value: _option(c, chosen.get(c.value), _) for c in [*lost, *picked, *rest][:MOST_OPTIONS]}
    if not options:
        return None
    element: Block = {
        "type": "multi_static_select",
        "action_id": menu.action_id,
        "options": list(options.values()),
        "placeholder": {"type": "plain_text", "text": _("Any")},
    }
    initial = [options[value] for value in chosen if value in options]
    if initial:
        element["initial_options"] = initial
    # Slack keeps what was chosen, with its old count, as long as the block has the same id: with other counts it has another.
    counts = crc32(" ".join(options[value]["text"]["text"] for value in chosen if value in options).encode())
    mine = touched if _is_of(menu, touched) else f"{menu.action_id}.{counts:x}"
    return field(menu.label(_), mine, element, optional=True) | {"dispatch_action": True}


def _is_of(menu: Menu, block_id: str) -> bool:
    return block_id.rpartition(".")[0] == menu.action_id


def _lost(part: Part, _: Words) -> Choice:
    """What was asked for and leaves nobody: no facet names it."""
    match part.kind:
        case "country":
            name = countries.name(part.value, _.language)
        case "language":
            name = _.spoken_language(part.value)
        case "sector":
            name = sectors.name(part.value, _)
        case _:
            name = part.typed
    return Choice(part.value, part.source, name, 0)


def _option(choice: Choice, part: Part | None, _: Words) -> Block:
    """“Nepal (12)”. What was typed for it already stays its value, so that it means the same again."""
    count = f" ({choice.people})"
    text = clip(escape(choice.name), LONGEST_OPTION - len(count)) + count
    source = part.source if part and len(part.source) <= LONGEST_OPTION_VALUE else choice.source
    return option(text, source)


def others(query: Query) -> str:
    """The text of what the search asks for besides what the menus hold."""
    kinds = {menu.kind for menu in MENUS}
    for index in reversed(range(len(query.parts))):
        if query.parts[index].kind in kinds:
            query = query.without(index)
    return query.text


def chosen_text(rest: str, entered: Mapping[str, Any]) -> str:
    """The search's text after choices were made: `rest`, which the menus don't hold, and what is chosen in them.

    `entered` are the sources chosen, by the menus' block ids. What was asked for is always among a menu's choices, so
    nothing is lost with a menu that isn't there.
    """
    chosen = [
        str(source)
        for menu in MENUS
        for block_id, sources in entered.items()
        if _is_of(menu, block_id)
        for source in sources or ()
    ]
    return " ".join(dict.fromkeys(source for source in (rest, *chosen) if source))
