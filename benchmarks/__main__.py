"""The command line: `python -m benchmarks [names] [--quick] [--json FILE]`."""

import argparse
import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import uvloop

from benchmarks import command
from benchmarks.figures import FAIL, Figure, table
from benchmarks.ground import FULL, QUICK, Ground, Scale, ground
from tests import postgres

BENCHMARKS: dict[str, Callable[[Scale, Ground], AsyncIterator[Figure]]] = {
    module.NAME: module.run for module in (command,)
}
