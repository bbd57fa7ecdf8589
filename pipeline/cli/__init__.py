"""The commands that cron and analysts type; the only place that knows both the crawler and the pipeline."""

from pipeline.cli.app import main

__all__ = ["main"]
