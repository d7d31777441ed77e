"""The public page, whole: what is around the list or the month. It needs no script, and fetches nothing."""

import base64
import hashlib
from pathlib import Path
from typing import Final

from bot.calendar.feeds.service import Public, offered
from bot.calendar.feeds.stock import KEPT
from bot.calendar.page.html import Html, element, join
from bot.calendar.page.listing import listing
from bot.calendar.page.month import month
from bot.calendar.page.request import Asked
from bot.i18n import Words, words, zone

STYLE: Final = Html(Path(__file__).with_name("page.css").read_text(encoding="utf-8"))
_HASH: Final = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
# Nothing but this style; to be shown within other websites is what the page is for.
POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors *"
)


def page(public: Public, asked: Asked) -> str:
    """The document. Days are counted in the workspace's zone."""
    _ = words(asked.language)
    today = public.now.astimezone(zone(public.workspace.timezone)).date()
    name = public.workspace.name
    heading = _("Calendar")
    first = (public.now - KEPT).date()
    content = (
        month(public.entries, asked, first, today, _)
        if asked.view == "month"
        else listing(public.entries, asked, today, _)
    )
    document = element(
        "html",
        _head(f"{heading} – {name}" if name else heading),
        element(
            "body",
            element("a", _("To the activities"), href="#activities", class_="skip"),
            element("header", *_header(name, heading, public, asked, _)),
            element("main", *content, id="activities", tabindex="-1"),
            None if asked.is_embedded else element("footer", *_footer(asked, _)),
            class_="embedded" if asked.is_embedded else None,
        ),
        lang=_.language,
    )
    return f"<!DOCTYPE html>\n{document}\n"


def _head(title: str) -> Html:
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        element("link", rel="icon", href="data:,"),
        element("style", STYLE),
    )


def _header(name: str, heading: str, public: Public, asked: Asked, _: Words) -> list[Html | None]:
    titles = [element("p", name, class_="name") if name else None, element("h1", heading)]
    if asked.is_embedded:  # the website around it has a title of its own
        titles = [element("h1", heading, class_="unseen")]
    views = [
        _choice(_("List"), asked.address(view="list", month=None), is_now=asked.view == "list"),
        _choice(_("Month"), asked.address(view="month", page=1), is_now=asked.view == "month"),
    ]
    choices = element("nav", element("ul", *views), aria_label=_("View"))
    return [*titles, element("div", choices, _languages(public, asked, _), class_="choices")]


def _languages(public: Public, asked: Asked, _: Words) -> Html | None:
    languages = offered(public.workspace)
    if asked.is_embedded or len(languages) < 2:
        return None
    links = [
        _choice(
            words(language).spoken_language(language),
            asked.address(language=language, is_said=True),
            is_now=language == asked.language,
            language=language,
        )
        for language in languages
    ]
    return element("nav", element("ul", *links), aria_label=_("Language"))


def _choice(text: str, address: str, *, is_now: bool, language: str | None = None) -> Html:
    current = "true" if is_now else None
    return element(
        "li", element("a", text, href=address, aria_current=current, lang=language, hreflang=language)
    )


def _footer(asked: Asked, _: Words) -> list[Html]:
    feeds = [
        element("a", _("For your calendar app (.ics)"), href=asked.feed("ics"), type="text/calendar"),
        element("a", _("For programs (JSON)"), href=asked.feed("json"), type="application/json"),
    ]
    return [element("p", join(feeds[0], " · ", feeds[1]))]
