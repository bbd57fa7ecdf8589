"""Words for people by country."""

import pytest

from pipeline.understand.places.nationality import nationality_of

PEOPLE = {
    "Armenian": "AM", "Armenians": "AM", "Azerbaijani": "AZ", "Azerbaijanis": "AZ", "Syrians": "SY", "Afghan": "AF",
    "Afghans": "AF",
    "Briton": "GB", "Britons": "GB", "British": "GB", "Frenchman": "FR", "Chinese": "CN", "Swiss": "CH",
    "Filipinos": "PH", "Turks": "TR", "Turkish": "TR", "Ukrainians": "UA", "Russian": "RU", "Palestinians": "PS",
    "Israelis": "IL", "Americans": "US", "Iraqis": "IQ", "Saudi": "SA", "Poles": "PL", "Danes": "DK", "Congolese": "CD",
    "Nigerien": "NE", "Nigerian": "NG", "South Korean": "KR", "North Koreans": "KP", "Bangladeshi": "BD", "Thai": "TH",
    "Emirati": "AE", "New Zealander": "NZ", "Kyrgyz": "KG", "Uzbeks": "UZ", "Eritreans": "ER", "Rohingya": None,
}  # fmt: skip


@pytest.mark.parametrize("word", PEOPLE)
def test_country_of_the_people(word: str) -> None:
    assert nationality_of(word) == PEOPLE[word]


@pytest.mark.parametrize("word", ["Turkey", "polish", "pole", "Kabul", "Christian", "turks", "", "civilians", "Paris"])
def test_other_words_name_no_people(word: str) -> None:
    assert nationality_of(word) is None
