"""A small workspace, and the file that describes it."""

from sandbox.workspace import Workspace

FILE = """
[workspace]
name = "Alliance"
timezone = "Europe/Zurich"
languages = ["en", "fr"]
announcements = "announcements"
secretariat_channel = "secretariat"
secretariat = ["ada@example.org"]
guide = "https://guide.example.org"

[[groups]]
channel = "migration"
name = "Migration Action Group"
moderators = ["ada@example.org", "ben@example.org"]

[[groups]]
channel = "ceag"
name = "Communications and Engagement Action Group"

[[activities]]
kind = "event"
title = "Workshop"
date = "2019-04-03"
[[activities]]
kind = "event"
title = "Second meeting"
group = "ceag"
date = "TBC"

[figures]
join_requests_per_week = 3
"""


def world(ws: Workspace) -> None:
    bot = ws.bot_user_id
    ada = ws.add_member("ada", real_name="Ada", email="ada@example.org", tz="Africa/Abidjan")
    ben = ws.add_member("ben", real_name="Ben", email="ben@example.org")
    ws.add_member("gone", real_name="Gone", email="gone@example.org", deleted=True)
    ws.add_member("polls", real_name="Polls", email="polls@example.org", is_bot=True)
    ws.add_channel("announcements", general=True, members=[ada, ben, bot])
    ws.add_channel("secretariat", private=True, members=[ada, bot])
    ws.add_channel("migration", private=True, members=[ada, ben, bot])
    ws.add_channel("ceag", private=True, members=[ada, bot])
    ws.add_channel("unseen", private=True, members=[ada])
    ws.add_channel("open", members=[ada])
