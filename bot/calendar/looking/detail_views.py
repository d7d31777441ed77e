"""One activity whole, as a modal, with the buttons that its reader may use. Pure."""

from collections.abc import Sequence
from typing import Final

from bot import blocks as b
from bot.blocks import Block
from bot.calendar import wording
from bot.calendar.interest.answer_views import part_of_detail
from bot.calendar.looking.detail import CHANGES, Detail
from bot.calendar.looking.menus import reference
from bot.calendar.planning.answer_views import CANCEL
from bot.calendar.planning.form_views import kinds
from bot.calendar.planning.review_views import APPROVE, DECLINE, EDIT, WITHDRAW, decided
from bot.calendar.planning.review_views import reference as version
from bot.calendar.ratings.views import stars_of
from bot.calendar.recurrence import Rule
from bot.calendar.recurrence_words import describe
from bot.calendar.when import When
from bot.directory.words import languages
from bot.i18n import Markup, Words, escape, mention

DETAIL: Final = "calendar.detail"  # the modal's callback_id
SUMMARY: Final = 2800  # characters, of a section's 3,000
NAMES: Final = 1000


def detail(shown: Detail, notes: Sequence[Block] = ()) -> Block:
    """At most 33 blocks. `notes`: what has just happened."""
    _, activity = shown.viewer.words, shown.activity
    blocks = [
        b.section(Markup(f"*{wording.title(activity)}*")),
        *_standing(shown),
        b.section(Markup("\n".join(_facts(shown)))),
        *_summary(shown),
        *part_of_detail(activity, shown.going, _),
        *notes,
        *buttons(shown),
        *_history(shown),
    ]
    return b.modal(kinds(_)[activity.kind], blocks, callback_id=DETAIL, close=_("Close"))


def buttons(shown: Detail) -> list[Block]:
    """What this reader may do with it."""
    _, stage, activity = shown.viewer.words, shown.known.stage, shown.activity
    found = []
    if stage == "proposed" and shown.may_decide:
        found.append(b.button(_("Approve"), APPROVE, value=version(shown.known), style="primary"))
        found.append(b.button(_("Decline"), DECLINE, value=version(shown.known)))
    if (stage == "approved" and shown.may_decide) or (
        stage == "proposed" and (shown.may_decide or shown.is_proposers)
    ):
        found.append(b.button(_("Edit"), EDIT, value=reference(activity)))
    if stage == "proposed" and shown.is_proposers:
        found.append(b.button(_("Withdraw it"), WITHDRAW, value=str(activity.id)))
    is_off = "cancelled" in (activity.status, shown.known.activity.status)
    if stage == "approved" and shown.may_decide and not is_off:
        found.append(b.button(_("Cancel it"), CANCEL, value=reference(activity)))
    return [b.actions(*found, block_id="doings")] if found else []


def _standing(shown: Detail) -> list[Block]:
    """How it stands, where that is not as one would think: it waits, was declined, is called off, is not certain."""
    _, proposal, stage = shown.viewer.words, shown.proposal, shown.known.stage
    said = []
    if stage == "proposed":
        said.append(_("*Waiting for a decision.* It is not in the calendar yet."))
    elif stage != "approved" and proposal is not None:
        said.append(decided(stage, proposal, _))
        if proposal.reason:
            said.append(Markup(f"> {wording.one_line(proposal.reason, NAMES)}"))
    if "cancelled" in (shown.activity.status, shown.known.activity.status):
        said.append(_("*Cancelled.* It does not take place."))
    elif shown.activity.status == "tentative":
        said.append(_("It is not certain yet."))
    if proposal is not None and shown.may_decide:
        moment = proposal.proposed_at.astimezone(shown.viewer.zone)
        who, day = mention(proposal.proposed_by), _.day(moment.date(), year=True)
        said.append(_("Proposed by {who}, {day}.", who=who, day=day))
    return [b.section(Markup("\n".join(said)))] if said else []


def _facts(shown: Detail) -> list[Markup]:
    """A line for each thing that is known."""
    _, known, activity = shown.viewer.words, shown.known, shown.activity
    today = shown.now.astimezone(shown.viewer.zone).date()
    dates = wording.dates_for_reader(activity, shown.viewer.zone, today, _)
    about = ", ".join(term.said(_.language) for term in shown.fields)
    lines = {
        _("When"): dates,
        _("Repeats"): _repeats(shown),
        _("Where"): wording.where(activity, _, is_whole=True),
        _("For"): wording.one_line(shown.group, wording.PLACE) if activity.channel_id else _("everyone"),
        _("About"): wording.one_line(about, NAMES),
        _("Organised by"): wording.one_line(known.organiser or "", wording.TITLE),
        _("Language"): Markup(escape(languages.name(known.language, _.language))) if known.language else None,
        _("Link"): wording.link(activity, _),
        _("How it was"): stars_of(shown.score, _) if shown.score else None,
        _("Seen by"): _("the world, too") if known.is_public and not activity.channel_id else None,
    }
    return [Markup(f"*{label}*  {value}") for label, value in lines.items() if value]


def _repeats(shown: Detail) -> Markup | None:
    """“every Tuesday, until 30 Jun 2019; next: Tue 9 Apr, Tue 16 Apr”."""
    _, first = shown.viewer.words, shown.known.activity
    if shown.known.rrule is None or first.starts_on is None:
        return None
    start = When("day", first.starts_on, first.ends_on, first.starts_at, first.ends_at, first.timezone)
    rule = describe(Rule.parse(shown.known.rrule), start, _)
    if not shown.next_dates:
        return rule
    zone, today = shown.viewer.zone, shown.now.astimezone(shown.viewer.zone).date()
    days = Markup(", ".join(wording.short_date(each, zone, today, _) for each in shown.next_dates))
    return _("{rule}; also {days}", rule=rule, days=days)


def _summary(shown: Detail) -> list[Block]:
    text = (shown.known.summary or "").strip()
    return [b.section(Markup(b.clip(escape(text), SUMMARY)))] if text else []


def _history(shown: Detail) -> list[Block]:
    _: Words = shown.viewer.words
    if not shown.changes:
        return []
    lines = [Markup(b.clip(line, 600)) for line in shown.changes[:CHANGES]]
    return [b.divider(), *wording.in_sections([Markup(f"*{_('Changes')}*"), *lines])]
