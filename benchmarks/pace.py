"""How much of what Slack allows is used, on a clock that is moved: from one moment at which something may be sent to the next."""

import asyncio
import heapq
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from uuid import uuid4

from benchmarks.delivery import BLOCKS, TEXT
from benchmarks.figures import Figure
from benchmarks.ground import Ground, Scale
from bot.settings import Settings
from bot.wiring import Liaison, assemble
from sandbox import Workspace, create_workspace
from storage.migrate import upgrade

NAME = "pace"
AIM = 0.95
POSTS_A_SECOND, OPENS_A_SECOND = 1.0, 50 / 60  # https://docs.slack.dev/apis/web-api/rate-limits
