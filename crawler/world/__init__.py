"""A small invented news world on loopback: three outlets, crawled for real by `tollwatch demo` and by the tests.

    with World() as world:                      # stage 1
        world.write_declarations(folder)
        ...                                     # crawl
        world.advance()                         # stage 2: a toll has risen, a correction is out
        ...                                     # crawl again

Every person, place below district level, figure and event in it is invented.
"""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from crawler.world.declaring import declaration_of
from crawler.world.documents import documents_of
from crawler.world.outlets import OUTLETS
from crawler.world.server import OutletServer, Traffic
from crawler.world.stories import Moment

__all__ = ["World", "serve"]


class World:
    """Serves the outlets while it is open, each in a thread of its own."""

    def __init__(self, stage: int = 1, *, today: date | None = None) -> None:
        """Open at a stage (1 or 2); `today` dates the stories, which reach back eleven days. UTC's today by default."""
        now = datetime.now(UTC)
        self.moment = Moment(stage, today or now.date(), now)
        self.servers = [OutletServer(outlet) for outlet in OUTLETS]
        self._threads = [
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True) for server in self.servers
        ]
        self._publish()

    def __enter__(self) -> Self:
        """Begin to answer."""
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop answering and free the ports."""
        for server, thread in zip(self.servers, self._threads, strict=True):
            server.shutdown()
            thread.join()
            server.server_close()

    def advance(self) -> None:
        """Go on to stage 2, which begins now: what changes is modified at this moment."""
        self.moment = Moment(2, self.moment.today, datetime.now(UTC))
        self._publish()

    def base(self, slug: str) -> str:
        """Return the address at which an outlet is served."""
        return self._server(slug).base

    def traffic(self, slug: str) -> Traffic:
        """Return what an outlet has answered so far."""
        return self._server(slug).traffic

    def write_declarations(self, folder: Path) -> list[Path]:
        """Write a site declaration for every outlet to `<folder>/<cc>/<slug>.toml` and return the files."""
        files = []
        for server in self.servers:
            file = folder / server.outlet.country.lower() / f"{server.outlet.slug}.toml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(declaration_of(server), encoding="utf-8")
            files.append(file)
        return files

    def _server(self, slug: str) -> OutletServer:
        return next(server for server in self.servers if server.outlet.slug == slug)

    def _publish(self) -> None:
        for server in self.servers:
            server.documents = documents_of(server.outlet, self.moment, server.base)


def serve(stage: int = 1) -> None:
    """Serve the world until interrupted, saying where: `python -m crawler.world`."""
    with World(stage) as world:
        for server in world.servers:
            print(f"{server.outlet.name}: {server.base}/")  # noqa: T201  (what the caller asked for)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return
