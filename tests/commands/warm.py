"""Imported by the fork server alone: what every forked command would else load again."""

from __future__ import annotations

import tests.commands.killable
from pipeline.cli import commands
from pipeline.publish.export import export
from pipeline.records import Article
from pipeline.resolve import resolve_new
from pipeline.understand.reader import Reader

LOADED = (tests.commands.killable, commands, export, resolve_new)
TEXT = 'A mine killed two farmers near Goris on 5 May 2024, police said. "It was old," said spokesman Aram Petrosyan.'

Reader().read(Article(id="art_warm", url="", canonical_url="", site="", title="", text=TEXT, content_hash=""))
