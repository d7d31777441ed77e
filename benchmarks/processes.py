"""Starts the contenders' processes, and stops them."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

from benchmarks import load
from benchmarks.measure import Cost, cpu_seconds, memory
from tests.postgres import free_port

ROOT = Path(__file__).parents[1]
START_WITHIN = 30.0  # seconds


class Process:
    """A server, or a program that answers a line of JSON with another."""

    def __init__(self, popen: "subprocess.Popen[bytes]", port: int) -> None:
        self._popen = popen
        self.port = port

    async def hear(self) -> Any:
        """The next line that it says. Raises RuntimeError if it has ended."""
        assert self._popen.stdout is not None
        line = await asyncio.to_thread(self._popen.stdout.readline)
        if not line:
            raise RuntimeError(f"{self._popen.args!r} ended")
        return json.loads(line)

    async def ask(self, question: Any) -> Any:
        assert self._popen.stdin is not None
        self._popen.stdin.write(json.dumps(question).encode() + b"\n")
        self._popen.stdin.flush()
        return await self.hear()

    async def until_answering(self, path: str = "/", *, status: int | None = None) -> None:
        """Until GET `path` is answered, with this status if one is given. Raises RuntimeError if it does not come to that."""
        deadline = time.perf_counter() + START_WITHIN
        while (found := await load.get(self.port, path)) == 0 or status not in (None, found):
            if self._popen.poll() is not None or time.perf_counter() > deadline:
                raise RuntimeError(f"{self._popen.args!r} did not start")
            await asyncio.sleep(0.005)

    async def serve(self, requests: Sequence[bytes], at_once: int) -> Cost:
        """What one of these requests costs when so many are under way at once."""
        before = self.cpu()
        seconds = await load.send(self.port, requests, at_once)
        return Cost(seconds / len(requests), (self.cpu() - before) / len(requests))

    def cpu(self) -> float:
        return cpu_seconds(self._popen.pid)

    def memory(self) -> float:
        return memory(self._popen.pid)

    def stop(self) -> None:
        if self._popen.poll() is None:
            self._popen.terminate()
            try:
                self._popen.wait(10)
            except subprocess.TimeoutExpired:
                self._popen.kill()
        self._popen.wait()
        for pipe in (self._popen.stdin, self._popen.stdout):
            if pipe is not None:
                pipe.close()


@asynccontextmanager
async def started(arguments: Sequence[str], folder: Path, **environment: str) -> AsyncIterator[Process]:
    """A process in this folder, with HOST and a free PORT in its environment; stopped at the end."""
    port = free_port()
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    popen = subprocess.Popen(  # noqa: ASYNC220 - nothing else happens while a contender is started
        arguments,
        cwd=folder,
        env=inherited | {"HOST": "127.0.0.1", "PORT": str(port)} | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    process = Process(popen, port)
    try:
        yield process
    finally:
        await asyncio.to_thread(process.stop)


def python(*arguments: str, **environment: str) -> AbstractAsyncContextManager[Process]:
    """The same for `python`, in the project's folder."""
    return started([sys.executable, *arguments], ROOT, **environment)


def bolt_js(folder: Path, **environment: str) -> AbstractAsyncContextManager[Process]:
    """The same for Bolt JS, in the folder that it was installed in."""
    return started(["node", "bolt.mjs"], folder, **environment)


def serving(process: Process, requests: Sequence[bytes], at_once: int) -> Callable[[], Awaitable[Cost]]:
    """A contender: that server, with so many requests at once."""

    async def contend() -> Cost:
        return await process.serve(requests, at_once)

    return contend
