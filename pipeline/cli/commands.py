"""Importing this module registers every command, in the order in which help lists them."""

from pipeline.cli import (
    extracting,  # noqa: F401
    setting_up,  # noqa: F401
)
