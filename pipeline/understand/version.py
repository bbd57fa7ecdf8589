"""The version of rules, lexicons and model, kept apart so that no caller loads spaCy to learn it."""

EXTRACTOR_VERSION = "24"
"""Raised whenever a change of rules, lexicons or model can change a reading: it makes the archive be read again."""
