"""The layers between the first and the last give what thinc's give, whatever stands in the batch."""

from __future__ import annotations

import numpy as np
import pytest
import spacy

from pipeline.understand.parsing import cluster_embedding
from pipeline.understand.parsing.encoder import WORDS_AT_A_TIME, QuickEncoder
from pipeline.understand.parsing.inference import widened


@pytest.mark.parametrize("network", ["tok2vec", "ner"])
@pytest.mark.parametrize("lengths", [[1], [1, 7, 0, 30], [25] * 60, [WORDS_AT_A_TIME + 5, 2], [0]])
def test_vectors_are_those_of_thinc(network: str, lengths: list[int]) -> None:
    model = widened(spacy.load(cluster_embedding.MODEL_FOLDER)).get_pipe(network).model  # type: ignore[attr-defined]
    encoder = next(node.get_ref("encode") for node in model.walk() if node.has_ref("encode"))
    chance = np.random.default_rng(len(lengths))
    given = [chance.standard_normal((length, 96)).astype(np.float32) for length in lengths]
    quick, _ = QuickEncoder(encoder)(encoder, given, False)
    for ours, theirs in zip(quick, encoder.predict(given), strict=True):
        assert ours.shape == theirs.shape
        assert np.allclose(ours, theirs, atol=1e-4)
