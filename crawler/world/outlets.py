"""The three invented outlets of the demo world: who they are, and how each publishes."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet. `address` is where it claims to be (canonical links), `host` the loopback address that serves it."""

    slug: str
    name: str
    country: str
    zone_name: str
    host: str
    address: str
    encoding: str = "utf-8"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that its pages are written in."""
        return ZoneInfo(self.zone_name)

    @property
    def domain(self) -> str:
        """The host name of its fictional address."""
        return self.address.removeprefix("https://")


OUTLETS = (
    Outlet("caspian_ledger", "Caspian Ledger", "AZ", "Asia/Baku", "127.0.0.2", "https://caspianledger.example"),
    Outlet("ararat_dispatch", "Ararat Dispatch", "AM", "Asia/Yerevan", "127.0.0.3", "https://araratdispatch.example"),
    Outlet("meridian_wire", "Meridian Wire", "GB", "Europe/London", "127.0.0.4", "https://meridianwire.example"),
)
"""RSS and a section page; Atom; and a news sitemap inside a sitemap index."""
