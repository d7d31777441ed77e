"""The floor under a feed: one look-up of the token through bare SQLAlchemy Core, then a body that was prepared, with its headers.

BODY is a file with the body, DIGEST the token's digest. The statement is the plainest that says whether an address holds.
"""

import os
from pathlib import Path

import uvicorn
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.servers.statements import bare_engine
from bot.calendar.feeds.secrets import digest

LOOK_UP = text("SELECT member_id FROM feeds WHERE digest = :digest AND revoked_at IS NULL")


def main() -> None:
    body = Path(os.environ["BODY"]).read_bytes()
    engine = bare_engine(os.environ["DATABASE_URL"])
    headers = {"cache-control": "private, no-cache", "etag": 'W/"0123456789abcdef0123456789abcdef"'}

    async def feed(request: Request) -> Response:
        async with engine.connect() as connection:
            values = {"digest": digest(request.path_params["secret"])}
            found = (await connection.execute(LOOK_UP, values)).one_or_none()
        if found is None:
            return Response(status_code=404)
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers, media_type="text/calendar")

    app = Starlette(routes=[Route("/calendar/{secret}.ics", feed)])
    uvicorn.run(
        app, host="127.0.0.1", port=int(os.environ["PORT"]), log_config=None, access_log=False, lifespan="off"
    )


if __name__ == "__main__":
    main()
