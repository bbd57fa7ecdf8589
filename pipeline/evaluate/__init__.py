"""Scores of readings against gold sets, beside pinned floors."""
