"""What a launch posts."""

from bot.launches import post_views


def test_a_long_post_is_whole_and_pings_nobody() -> None:
    text = "a <!channel> & b\n" * 170
    said, blocks = post_views.post(text)
    assert said.startswith("a &lt;!channel&gt; &amp; b")
    sections = [block["text"]["text"] for block in blocks]
    assert len(sections) > 1
    assert max(map(len, sections)) <= 3000
    assert "\n".join(sections).split() == said.split()
