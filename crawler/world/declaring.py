"""The declarations of the world's outlets, written when their ports are known."""

from __future__ import annotations

from crawler.world.server import OutletServer

_SOURCES = {
    "caspian_ledger": 'feeds = ["{base}/rss.xml"]\nsections = ["{base}/mines"]',
    "ararat_dispatch": 'feeds = ["{base}/feed/atom"]',
    "meridian_wire": 'sitemaps = ["{base}/sitemap-index.xml"]',
}

_DECLARATION = """\
# {name}: an invented outlet of the demo world.
name = "{name}"
country = "{country}"
language = "en"
timezone = "{zone}"
hosts = ["{netloc}", "{domain}"]
{sources}
delay_seconds = 0.0      # a server of our own, on this machine
concurrency = 1
max_age_days = 14
render = false
verified = true

[expected]
low = 1
high = 40
"""


def declaration_of(server: OutletServer) -> str:
    """Return the TOML declaration of one outlet, with the addresses that it is served at."""
    outlet = server.outlet
    return _DECLARATION.format(
        name=outlet.name,
        country=outlet.country,
        zone=outlet.zone_name,
        netloc=server.netloc,
        domain=outlet.domain,
        sources=_SOURCES[outlet.slug].format(base=server.base),
    )
