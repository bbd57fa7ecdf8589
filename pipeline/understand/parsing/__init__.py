"""The language model made ready: faster sums, mended tags, sentence ends."""
