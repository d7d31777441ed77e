"""What a profile says, a line each: for a card, and for the full profile. What it was found by is bold."""

from collections.abc import Sequence

from bot.blocks import Block
from bot.directory.pages.marking import SLOT, Line, filled, has_marks, is_marked, listed, marked, plain
from bot.directory.search.found import Hit
from bot.directory.words import countries, sectors
from bot.i18n import Markup, Words
from storage.vocabulary import Term


def work(hit: Hit, _: Words) -> Line:
    """What somebody does, where, and what kind of organisation that is."""
    profile = hit.profile
    where = _term(profile.organisation, hit, "organisation", _) if profile.organisation else []
    kind = (
        _value(sectors.name(profile.sector, _), hit, "organisation", profile.sector) if profile.sector else []
    )
    return listed([listed([marked(profile.role, hit.marks_in("role")), where]), kind], "  ·  ")


def based_in(hit: Hit, _: Words) -> Line:
    code = hit.profile.country
    if not code:
        return []
    return filled(
        _("Based in: {country}", country=SLOT), _value(countries.name(code, _.language), hit, "country", code)
    )


def works_in(hit: Hit, _: Words, most: int) -> Line:
    named = [_value(countries.name(code, _.language), hit, "works_in", code) for code in hit.profile.works_in]
    return _labelled(_("Works on: {countries}", countries=SLOT), named, most, _)


def knows(hit: Hit, _: Words, most: int) -> Line:
    named = [_term(term, hit, "fields", _) for term in hit.profile.fields]
    return _labelled(_("Knows about: {fields}", fields=SLOT), named, most, _)


def speaks(hit: Hit, _: Words, most: int) -> Line:
    named = [_value(_.language_in_text(code), hit, "languages", code) for code in hit.profile.languages]
    return _labelled(_("Speaks: {languages}", languages=SLOT), named, most, _)


def in_common(hit: Hit, _: Words) -> Line:
    """The groups that both are in. Slack names them: whoever looks is in each."""
    links = [_channel(id_, is_bold=_fits(hit, "groups", id_)) for id_ in sorted(hit.groups)]
    return filled(_("In common: {groups}", groups=SLOT), listed([[link] for link in links])) if links else []


def _labelled(message: Markup, named: Sequence[Line], most: int, _: Words) -> Line:
    """A list with its label. Of too many, those that were searched for are shown first, and how many more there are."""
    if not named:
        return []
    shown = sorted(named, key=lambda line: not is_marked(line))[:most] if len(named) > most else named
    rest = len(named) - len(shown)
    return filled(message, listed([*shown, *([plain(_("{n} more", n=rest))] if rest else ())]))


def _term(term: Term, hit: Hit, part: str, _: Words) -> Line:
    """A term in the reader's language: all of it is bold, if it was found by what it is called in another."""
    line = marked(term.said(_.language), hit.marks_in(part), whole=_fits(hit, part, str(term.id)))
    names = (term.name, *term.labels.values())
    if is_marked(line) or not any(has_marks(name, hit.marks_in(part)) for name in names):
        return line
    return plain(term.said(_.language), bold=True)


def _value(name: str, hit: Hit, part: str, value: str) -> Line:
    return plain(name, bold=_fits(hit, part, value))


def _fits(hit: Hit, part: str, value: str) -> bool:
    """Whether a value as a whole is why somebody was found."""
    return value in hit.matched.get(part, ())


def _channel(channel_id: str, *, is_bold: bool) -> Block:
    element: Block = {"type": "channel", "channel_id": channel_id}
    return element | {"style": {"bold": True}} if is_bold else element
