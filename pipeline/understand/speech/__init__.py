"""Reported speech: cues, words and where they end, speakers and whom they mean, how official they are."""
