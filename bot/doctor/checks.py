"""All checks, in the order in which one would mend things."""

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import RealTime, SystemTime
from bot.doctor import database, slack
from bot.doctor.finding import Finding, problem
from bot.settings import Settings
from storage.database import Database


async def examine(
    settings: Settings, client: AsyncWebClient, db: Database, real: RealTime | None = None
) -> list[Finding]:
    """Examines everything; what can't be asked because something before it is broken is left out. Changes nothing."""
    real = real or SystemTime()
    findings = list(slack.check_settings(settings))
    schema = [finding async for finding in database.check_schema(db)]
    findings += schema
    known = None
    if _well(schema):
        try:
            async with db.read() as tx:
                tables = [finding async for finding in database.check_tables(tx, real.time())]
                known = await database.known(tx)
        except (SQLAlchemyError, OSError) as error:
            tables = [problem(f"the database failed ({type(error).__name__})", "run doctor again")]
        findings += tables
    if not settings.slack_bot_token.get_secret_value():
        return findings
    token = [finding async for finding in slack.check_token(client)]
    findings += token
    findings += [finding async for finding in slack.check_app_token(client, settings)]
    if known is not None and token[0].level == "ok":
        findings += [finding async for finding in slack.check_channels(client, real, known)]
    return findings


def _well(findings: list[Finding]) -> bool:
    return all(finding.level == "ok" for finding in findings)
