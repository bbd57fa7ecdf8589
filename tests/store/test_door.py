from pipeline.store import Dataset


def test_a_new_dataset_is_empty(dataset: Dataset) -> None:
    assert dataset.count_articles() == 0
    assert list(dataset.current_incidents()) == []
