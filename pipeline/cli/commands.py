"""Importing this module registers every command, in the order in which help lists them."""

from pipeline.cli import (
    crawling,  # noqa: F401
    demonstrating,  # noqa: F401
    doctoring,  # noqa: F401
    evaluating,  # noqa: F401
    exporting,  # noqa: F401
    extracting,  # noqa: F401
    incidents,  # noqa: F401
    ingesting,  # noqa: F401
    parsing,  # noqa: F401
    processing,  # noqa: F401
    reviewing,  # noqa: F401
    running,  # noqa: F401
    setting_up,  # noqa: F401
    siting,  # noqa: F401
    status,  # noqa: F401
    tooling,  # noqa: F401
)
