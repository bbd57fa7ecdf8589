"""Site declarations: one TOML file an outlet, at `<folder>/<cc>/<slug>.toml`, read into a validated `Site`.

The folder is the ISO 3166 code of the outlet's country in lower case, the file name is the slug: the name of the
spider, of the test and of the site in every record. A whole example, `sites/az/caspian_wire.toml`:

    name = "Caspian Wire"
    country = "AZ"                   # as the folder says
    language = "en"                  # ISO 639-1; leave out for several languages
    timezone = "Asia/Baku"           # of times that state no zone; UTC if left out
    hosts = ["caspianwire.example"]  # subdomains are included; "host:8080" for that port only
    feeds = ["https://caspianwire.example/rss"]               # RSS or Atom
    sitemaps = ["https://caspianwire.example/news-sitemap.xml"]  # news sitemaps, sitemaps, indexes; also .gz
    sections = ["https://caspianwire.example/karabakh"]       # pages with links to articles
    delay_seconds = 5.0              # between two requests to the site, at least
    concurrency = 1                  # requests under way at a time
    max_age_days = 14                # what a feed or sitemap dates earlier is not fetched
    render = false                   # true: through a browser (needs the extra "render")
    verified = false                 # true once somebody has crawled the site with it

    [urls]                           # regular expressions, searched in the canonical address
    allow = ['/news/\\d+']            # one of these must match, if there are any; links of sections need it most
    deny = ['/(photo|video)/']       # none of these may match

    [expected]                       # articles stored in a day; far off and the run says so
    low = 5
    high = 120

    [selectors]                      # CSS, only where the general reader is not enough:
    body = "div.story"               # title, body, authors, published, modified, remove

At least one of feeds, sitemaps and sections must be given; every other key shown without a default above is needed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Self, get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from pipeline.packaged import packaged_folder

BUNDLED_SITES = packaged_folder("crawler", "sites")
"""The declarations that come with the package."""

_SLUG = re.compile(r"[a-z][a-z0-9_]*")


class SiteError(ValueError):
    """A declaration cannot be used; the message names the file and the key."""


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{url!r} is no http(s) address")
    return url


def _pattern(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
    return pattern


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"{name!r} is no time zone, such as 'Asia/Baku'") from error
    return name


_WebAddress = Annotated[str, AfterValidator(_web_address)]
_Pattern = Annotated[str, AfterValidator(_pattern)]
_Host = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]*(:\d{1,5})?$")]
_Line = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
_Field = Literal["title", "body", "authors", "published", "modified", "remove"]


class _Declared(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class UrlRules(_Declared):
    """Which addresses of a site are articles: one of `allow` (if any) is found in it and none of `deny`."""

    allow: tuple[_Pattern, ...] = ()
    deny: tuple[_Pattern, ...] = ()

    def admit(self, url: str) -> bool:
        """Tell whether the rules let a canonical address through."""
        if any(re.search(pattern, url) for pattern in self.deny):
            return False
        return not self.allow or any(re.search(pattern, url) for pattern in self.allow)


class ExpectedArticles(_Declared):
    """How many articles a day the site is expected to bring, new and changed together."""

    low: Annotated[int, Field(ge=0)]
    high: Annotated[int, Field(ge=1)]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.low > self.high:
            raise ValueError("low is above high")
        return self


class Site(_Declared):
    """One outlet as declared."""

    slug: Annotated[str, StringConstraints(pattern=rf"^{_SLUG.pattern}$")]
    name: _Line
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] | None = None
    timezone: Annotated[str, AfterValidator(_zone)] | None = None
    hosts: Annotated[tuple[_Host, ...], Field(min_length=1)]
    feeds: tuple[_WebAddress, ...] = ()
    sitemaps: tuple[_WebAddress, ...] = ()
    sections: tuple[_WebAddress, ...] = ()
    urls: UrlRules = UrlRules()
    selectors: Mapping[str, _Line] = Field(default_factory=dict)
    delay_seconds: Annotated[float, Field(ge=0, le=600)] = 5.0
    concurrency: Annotated[int, Field(ge=1, le=8)] = 1
    max_age_days: Annotated[int, Field(ge=1, le=36_500)] = 14
    expected: ExpectedArticles
    render: bool = False
    verified: bool = False

    @field_validator("selectors")
    @classmethod
    def _known_fields(cls, selectors: Mapping[str, str]) -> Mapping[str, str]:
        unknown = set(selectors) - set(get_args(_Field))
        if unknown:
            raise ValueError(f"{sorted(unknown)[0]!r} is none of {', '.join(get_args(_Field))}")
        return selectors

    @model_validator(mode="after")
    def _somewhere_to_start(self) -> Self:
        if not (self.feeds or self.sitemaps or self.sections):
            raise ValueError("one of feeds, sitemaps, sections is needed")
        return self

    def owns(self, url: str) -> bool:
        """Tell whether an address is on one of the site's hosts."""
        try:
            parts = urlsplit(url)
            host, netloc = parts.hostname or "", parts.netloc.rpartition("@")[2].lower()
        except ValueError:
            return False
        return netloc in self._with_port or any(host == own or host.endswith(f".{own}") for own in self._without_port)

    @cached_property
    def _with_port(self) -> frozenset[str]:
        return frozenset(host for host in self.hosts if ":" in host)

    @cached_property
    def _without_port(self) -> tuple[str, ...]:
        return tuple(host for host in self.hosts if ":" not in host)


def load_site(file: Path) -> Site:
    """Return the site that a file declares. Raises `SiteError` naming the file and the wrong key."""
    try:
        plain = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SiteError(f"{file}: not valid TOML: {error}") from error
    except OSError as error:
        raise SiteError(f"{file}: cannot be read: {error.strerror}") from error
    if "slug" in plain:
        raise SiteError(f"{file}: slug: the file name says it; leave the key out")
    try:
        site = Site.model_validate({**plain, "slug": file.stem})
    except ValidationError as error:
        raise SiteError(f"{file}: {_reasons(error)}") from error
    if site.country.lower() != file.parent.name:
        raise SiteError(f"{file}: country: {site.country!r}, but the folder says {file.parent.name!r}")
    return site


def load_sites(folders: Sequence[Path], wrong: list[SiteError] | None = None) -> dict[str, Site]:
    """Return all declared sites by slug, in order of slug; a later folder's win over an earlier one's.

    A folder that does not exist declares nothing. Raises `SiteError` at the first declaration that is wrong, and when
    one folder has two of one slug; where `wrong` is given, they are put there, and the other sites are returned.
    """
    found: dict[str, Site] = {}
    for folder in folders:
        theirs: dict[str, Path] = {}
        for file in sorted(folder.glob("*/*.toml")):
            try:
                if file.stem in theirs:
                    raise SiteError(f"{file}: slug {file.stem!r} is also declared by {theirs[file.stem]}")
                theirs[file.stem] = file
                found[file.stem] = load_site(file)
            except SiteError as error:
                if wrong is None:
                    raise
                wrong.append(error)
    return dict(sorted(found.items()))


def _reasons(error: ValidationError) -> str:
    told = (
        (".".join(map(str, e["loc"])) or "declaration", e["msg"].removeprefix("Value error, ")) for e in error.errors()
    )
    return "; ".join(f"{key}: {message}" for key, message in told)
