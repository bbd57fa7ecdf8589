"""The settings of one dataset folder: read once from tollwatch.toml, validated, frozen.

Every path in the file is relative to the folder of that file. A wrong key or value is a `ConfigError` that names it.
"""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

FILE_NAME = "tollwatch.toml"


class ConfigError(ValueError):
    """The settings cannot be used; the message says which, and what would be right."""


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DatasetSettings(_Section):
    """Where the dataset is."""

    url: str = "sqlite:///dataset.sqlite"


class CrawlSettings(_Section):
    """How sites are visited."""

    contact: str = ""
    sites: list[Path] = [Path("sites")]
    bundled_sites: bool = True
    archive: Path = Path("archive")
    allow_private_addresses: bool = False


class ReadSettings(_Section):
    """What reads the articles."""

    model: str = "bundled"
    workers: Annotated[int, Field(ge=1, le=64)] = 1


class ReportSettings(_Section):
    """Where run reports go."""

    folder: Path = Path("reports")
    metrics: Path | None = None


class NotifySettings(_Section):
    """Who is told when a run needs a person."""

    webhook: str | None = None
    email_to: list[str] = []
    email_from: str | None = None
    smtp_host: str = "localhost"
    smtp_port: Annotated[int, Field(ge=1, le=65535)] = 25


class ReviewSettings(_Section):
    """The analysts' desk."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8764


class Settings(_Section):
    """All settings of a dataset folder."""

    dataset: DatasetSettings = DatasetSettings()
    crawl: CrawlSettings = CrawlSettings()
    read: ReadSettings = ReadSettings()
    report: ReportSettings = ReportSettings()
    notify: NotifySettings = NotifySettings()
    review: ReviewSettings = ReviewSettings()
    folder: Path = Path()

    def path(self, relative: Path) -> Path:
        """Return a path of the settings as an absolute one."""
        return (self.folder / relative).resolve()

    @property
    def dataset_url(self) -> str:
        """The database address, a relative SQLite path made absolute."""
        prefix = "sqlite:///"
        if self.dataset.url.startswith(prefix):
            return prefix + str(self.path(Path(self.dataset.url.removeprefix(prefix))))
        return self.dataset.url

    @property
    def lock_file(self) -> Path:
        """The file whose lock a run holds."""
        return self.path(Path("run.lock"))


def load_settings(place: Path) -> Settings:
    """Return the settings in `place`, a dataset folder or a settings file.

    Raises `ConfigError` when there is none, or a key or value is wrong.
    """
    file = place if place.suffix == ".toml" and not place.is_dir() else place / FILE_NAME
    try:
        plain = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(f"no settings at {file}: make them with `tollwatch init {file.parent}`") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} is not valid TOML: {error}") from error
    return _validated(plain, file)


def _validated(plain: dict[str, object], file: Path) -> Settings:
    if "folder" in plain:
        raise ConfigError(f"{file}: unknown key 'folder'")
    try:
        return Settings.model_validate({**plain, "folder": file.parent.resolve()})
    except ValidationError as error:
        reasons = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise ConfigError(f"{file}: {reasons}") from error


def settings_template() -> str:
    """Return the commented settings file that `tollwatch init` writes."""
    return resources.files("pipeline").joinpath("settings_template.toml").read_text(encoding="utf-8")
