"""The markdown block on the page: its modules, run in a browser."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from sandbox import create_workspace
from tests.browser import browser_fixture, browser_marks
from tests.sandbox.test_page_text import LINK, ME, RENDER, STATE

pytestmark = browser_marks
browser = browser_fixture()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def page(browser: Browser) -> AsyncIterator[Page]:
    async with create_workspace() as ws:
        context = await browser.new_context()
        page = await context.new_page()
        await page.goto(ws.page_url)
        yield page
        await context.close()


async def shown(page: Page, text: str) -> str:
    html: str = await page.evaluate(RENDER, ["markdown", "markdownNodes", text, STATE])
    return html


INLINE = {
    "**bold** __bold__ *italic* _italic_ ~~gone~~": (
        "<strong>bold</strong> <strong>bold</strong> <em>italic</em> <em>italic</em> <s>gone</s>"
    ),
    "***both*** **bold with *italic***": (
        "<em><strong>both</strong></em> <strong>bold with <em>italic</em></strong>"
    ),
    "*italic with **bold***": "<em>italic with <strong>bold</strong></em>",
    "snake_case_name 3 * 4 * 5 **": "snake_case_name 3 * 4 * 5 **",
    r"\*not italic\* \# a\b": r"*not italic* # a\b",
    "`*raw*` ``a ` b`` `open": "<code>*raw*</code> <code>a ` b</code> `open",
    "[the **ILO**](https://ilo.org/?a=1&b=2)": f"{LINK}the <strong>ILO</strong></a>",
    "https://ilo.org/?a=1&b=2. <https://ilo.org/?a=1&b=2>": (
        f"{LINK}https://ilo.org/?a=1&amp;b=2</a>. {LINK}https://ilo.org/?a=1&amp;b=2</a>"
    ),
    "![a map](https://ilo.org/?a=1&b=2)": f"{LINK}a map</a>",
    "[click](javascript:alert(1))": "click",
    "[not a link] (a)": "[not a link] (a)",
    "<@U1> <b>&amp;": f"{ME} &lt;b&gt;&amp;",
    "10:30 :tada:": '10:30 <span class="emoji" role="img" aria-label="tada" title=":tada:">🎉</span>',
    "one\ntwo  \nthree\\\nfour": "one\ntwo\nthree\nfour",
}


@pytest.mark.parametrize("text", INLINE)
async def test_a_paragraph_of_markdown_has_its_styles_and_links(page: Page, text: str) -> None:
    assert await shown(page, text) == f"<p>{INLINE[text]}</p>"


def heading(level: int, text: str) -> str:
    return f'<div class="markdown-heading" role="heading" aria-level="{level + 1}">{text}</div>'


def bullets(*items: str) -> str:
    return '<ul class="rich-list">' + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


PARTS = {
    "# Title\ntext\n### Smaller ###\n#hashtag": (
        f"{heading(1, 'Title')}<p>text</p>{heading(3, 'Smaller')}<p>#hashtag</p>"
    ),
    "one\n\n\ntwo": "<p>one</p><p>two</p>",
    "> quoted\n> *twice*\n\nafter": "<blockquote><p>quoted\n<em>twice</em></p></blockquote><p>after</p>",
    "a\n\n---\n\n* * *\nb": "<p>a</p><hr><hr><p>b</p>",
    "```python\nx = *1*\n\n  y\n```\nafter": "<pre><code>x = *1*\n\n  y</code></pre><p>after</p>",
    "~~~\nnever closed": "<pre><code>never closed</code></pre>",
    "- one\n- two\n  - within\n- three": bullets(
        "<p>one</p>", f"<p>two</p>{bullets('<p>within</p>')}", "<p>three</p>"
    ),
    "* one\n\n* two\n\nafter": bullets("<p>one</p>", "<p>two</p>") + "<p>after</p>",
    "3. three\n4. four": '<ol class="rich-list" start="3"><li><p>three</p></li><li><p>four</p></li></ol>',
    "1. one\n\n   more\n2. two": (
        '<ol class="rich-list"><li><p>one</p><p>more</p></li><li><p>two</p></li></ol>'
    ),
    "-not a list\n2019 was a year.\n1\\. neither": "<p>-not a list\n2019 was a year.\n1. neither</p>",
    "a | b\nc": "<p>a | b\nc</p>",
}


@pytest.mark.parametrize("text", PARTS)
async def test_the_parts_of_a_text_in_markdown_are_told_apart(page: Page, text: str) -> None:
    assert await shown(page, text) == PARTS[text]


async def test_what_is_to_do_in_a_list_of_tasks_is_marked(page: Page) -> None:
    html = await shown(page, "- [x] write\n- [ ] send")
    assert html.count('class="task"') == 2
    assert 'aria-label="Done">☑</span><div><p>write</p>' in html
    assert 'aria-label="To do">☐</span><div><p>send</p>' in html


async def test_a_table_of_markdown_is_a_table(page: Page) -> None:
    html = await shown(page, "| Country | *Partners* |\n|:--|--:|\n| a \\| b | 12 |\n| Peru |\nafter")
    assert '<th class="align-right wrapped" scope="col"><em>Partners</em></th>' in html
    assert '<td class="wrapped">a | b</td><td class="align-right wrapped">12</td>' in html
    assert html.count("<tr>") == 3
    assert html.endswith("<p>after</p>")


ODD = [
    "*" * 3000,
    "[" * 3000,
    "`" * 3000,
    "> " * 300 + "deep",
    "- " * 300 + "deep",
    "_a " * 2000,
    "<@" * 3000,
    "|\n|-",
    "",
    "\n",
    "- ",
    "#",
    "1.",
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
async def test_no_text_in_markdown_keeps_the_page_busy(page: Page, text: str) -> None:
    page.set_default_timeout(5000)
    assert isinstance(await shown(page, text), str)
