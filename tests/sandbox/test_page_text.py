"""How the page shows Slack's text, and what it sends of what was typed: its modules, run in a browser."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from sandbox import create_workspace
from tests.browser import browser_fixture, browser_marks

pytestmark = browser_marks
browser = browser_fixture()

STATE: dict[str, Any] = {
    "n": 1,
    "me": "U1",
    "team": {"id": "T1", "name": "Alliance"},
    "app": {"bot_user_id": "UB", "bot_id": "B1", "name": "Liaison"},
    "people": [
        {"id": "U1", "name": "amina", "real_name": "Amina Diallo", "tz": "Africa/Dakar", "locale": "fr-FR"},
        {"id": "U2", "name": "ann", "real_name": "Ann", "tz": "Europe/Zurich", "locale": "en-US"},
        {"id": "U3", "name": "ann.lee", "real_name": "Ann Lee", "tz": "Asia/Tokyo", "locale": "en-US"},
    ],
    "channels": [{"id": "C1", "name": "announcements", "kind": "channel"}],
    "commands": [],
    "joinable": [],
    "clock": {"now": 1552895700000, "pace": 0, "frozen": True, "next_due": None},
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def page(browser: Browser) -> AsyncIterator[Page]:
    async with create_workspace() as ws:
        context = await browser.new_context()
        page = await context.new_page()
        await page.goto(ws.page_url)
        yield page
        await context.close()


RENDER = """async ([module, name, text, state]) => {
    const { Store } = await import("/static/store.js");
    const store = new Store();
    store.load(state);
    const made = (await import(`/static/${module}.js`))[name](text, store);
    if (typeof made === "string") return made;
    const holder = document.createElement("div");
    holder.append(...made);
    return holder.innerHTML;
}"""


async def shown(page: Page, text: str) -> str:
    html: str = await page.evaluate(RENDER, ["mrkdwn", "mrkdwn", text, STATE])
    return html


ME = '<span class="mention mention-me" data-user-id="U1">@Amina Diallo</span>'
LINK = '<a href="https://ilo.org/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">'

SHOWN = {
    "*bold* _italic_ ~gone~": "<strong>bold</strong> <em>italic</em> <s>gone</s>",
    "*_both_*": "<strong><em>both</em></strong>",
    "snake_case_name 3*4*5 * no * a*b*": "snake_case_name 3*4*5 * no * a*b*",
    "*not\nacross lines*": "*not\nacross lines*",
    "(*edge*), “_quoted_”.": "(<strong>edge</strong>), “<em>quoted</em>”.",
    "`*raw* &lt;b&gt;`": "<code>*raw* &lt;b&gt;</code>",
    "before\n```\nx = 1\n  y\n```\nafter": "before<pre><code>x = 1\n  y</code></pre>after",
    "&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;": "&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;",
    "&gt; one\n&gt; two\nthree": "<blockquote>one\ntwo</blockquote>three",
    "<https://ilo.org/?a=1&amp;b=2|the *ILO*>": f"{LINK}the *ILO*</a>",
    "<https://ilo.org/?a=1&amp;b=2>": f"{LINK}https://ilo.org/?a=1&amp;b=2</a>",
    "<javascript:alert(1)|click>": "click",
    "*<@U1>*": f"<strong>{ME}</strong>",
    "<@U9>": '<span class="mention" data-user-id="U9">@unknown</span>',
    "<#C1>": '<a class="mention" href="#C1">#announcements</a>',
    "<!here> <!channel>": (
        '<span class="mention mention-me">@here</span> <span class="mention mention-me">@channel</span>'
    ),
    "10:30 :nothing_here: :": "10:30 :nothing_here: :",
    ":tada:": '<span class="emoji" role="img" aria-label="tada" title=":tada:">🎉</span>',
    "a\n\nb": "a\n\nb",
}


@pytest.mark.parametrize("text", SHOWN)
async def test_mrkdwn_is_shown_as_slack_shows_it(page: Page, text: str) -> None:
    assert await shown(page, text) == SHOWN[text]


async def test_a_channel_that_does_not_exist_for_the_reader_has_no_name(page: Page) -> None:
    html = await shown(page, "<#C9|secret-talks>")
    assert "private channel" in html
    assert "secret" not in html


async def test_lines_with_bullets_hang_and_keep_their_markers(page: Page) -> None:
    html = await shown(page, "Steps:\n• first\n• *second*\n\nDone")
    assert html == (
        'Steps:<div class="line-item"><span class="line-marker">•</span><span>first</span></div>'
        '<div class="line-item"><span class="line-marker">•</span><span><strong>second</strong></span></div>\nDone'
    )


MORNING = int(datetime(2019, 3, 18, 9, 0, tzinfo=UTC).timestamp())
DATES = {
    "{date_num} {time}": "2019-03-18 09:00",
    "{date}": "18 mars 2019",
    "{date_long} à {time}": "lundi 18 mars 2019 à 09:00",
    "{date_pretty}, {date_short_pretty}": "aujourd’hui, aujourd’hui",
    "{ago}": "dans 1 heure",
    "{unknown}": "{unknown}",
}


@pytest.mark.parametrize("pattern", DATES)
async def test_a_date_is_in_the_readers_zone_and_language(page: Page, pattern: str) -> None:
    html = await shown(page, f"<!date^{MORNING}^{pattern}|fallback>")
    assert f">{DATES[pattern]}</time>" in html


async def test_a_date_without_a_moment_shows_its_fallback(page: Page) -> None:
    assert await shown(page, "<!date^soon^{date}|to be confirmed>") == "to be confirmed"


SENT = {
    "a < b & c > d": "a &lt; b &amp; c &gt; d",
    "@Ann Lee and @Ann": "<@U3> and <@U2>",
    "see #announcements, @Liaison": "see <#C1>, <@UB>",
    "<@U2>": "&lt;@U2&gt;",
    "go to https://ilo.org/a?b=1&c=2.": "go to <https://ilo.org/a?b=1&amp;c=2>.",
    "(https://ilo.org/@Ann)": "(<https://ilo.org/@Ann>)",
}


@pytest.mark.parametrize("typed", SENT)
async def test_what_is_typed_is_sent_escaped_with_names_as_references(page: Page, typed: str) -> None:
    assert await page.evaluate(RENDER, ["outgoing", "toSent", typed, STATE]) == SENT[typed]
    assert await page.evaluate(RENDER, ["outgoing", "toTyped", SENT[typed], STATE]) == typed


ZONES = """async ([tz]) => {
    const { instantOf, localOf } = await import("/static/times.js");
    const locals = ["2019-03-30T12:00", "2019-03-31T12:00", "2019-07-01T00:30", "2019-12-31T23:59"];
    return locals.map((local) => [local, localOf(instantOf(local, tz), tz)]);
}"""


@pytest.mark.parametrize("tz", ["Europe/Zurich", "America/Lima", "Asia/Kathmandu", "Pacific/Fiji", "UTC"])
async def test_a_picked_moment_is_what_clocks_in_the_persons_zone_show(page: Page, tz: str) -> None:
    for typed, back in await page.evaluate(ZONES, [tz]):
        assert back == typed
