"""Places in news sentences -> what they resolve to, with decoys; without a parse: the rules alone are tested."""

import pytest

from pipeline.records import Article
from pipeline.understand.passage import cut
from pipeline.understand.place import PlaceMention, find_places, resolve_places
from pipeline.vocabulary import PlacePrecision


def places(text: str, title: str = "") -> list[PlaceMention]:
    article = Article(id="a", url="", canonical_url="", site="s", title=title, text=text, content_hash="")
    return [mention for found in resolve_places(cut(article)).values() for mention in found]


def at(text: str, title: str = "") -> list[str]:
    """Return 'Name/area/country' of the places where something happens."""
    events = [m.place for m in places(text, title) if m.role == "event"]
    return [f"{p.name}/{p.country}" for p in events]


EVENTS = {
    "The mine went off in Agdam, Azerbaijan.": ["Aghdam/AZ"],
    "Shelling wounded five in Ağdam.": ["Aghdam/AZ"],
    "Missiles hit Kiev and Kharkov overnight.": ["Kyiv/UA", "Kharkiv/UA"],
    "Two deminers died near Martakert.": ["Aghdara/AZ"],
    "Five were hurt in Stepanakert.": ["Khankendi/AZ"],
    "Shelling continued in Nagorny Karabakh.": ["Nagorno-Karabakh/AZ"],
    "Six people were killed in Sana'a.": ["Sanaa/YE"],
    "A car bomb exploded outside Mogadishu.": ["Mogadishu/SO"],
    "Two people were shot outside a bar in Springfield, Illinois.": ["Springfield/US"],
    "Their car left Highway 61 near Duluth, Minn.": ["Duluth/US"],
    "A house burnt down in Newport Beach, CA, on Friday.": ["Newport Beach/US"],
    "A deputy was shot in Harris County, Texas.": ["Harris County/US", "Texas/US"],
    "Twelve died in Anbar province, west of Baghdad.": ["Anbar/IQ", "Baghdad/IQ"],
    "Gunmen killed 30 in Katsina state.": ["Katsina/NG"],
    "A shell hit the village of Sarijali, Agdam district.": ["Sarijali/AZ"],
    "Shells hit Rafah and Khan Yunis in the Gaza Strip.": ["Rafah/PS", "Khan Younis/PS", "Gaza Strip/PS"],
    "The quake was felt in Aleppo, Beirut and Damascus.": ["Aleppo/SY", "Beirut/LB", "Damascus/SY"],
    "Dozens drowned off the coast of Libya.": ["Libya/LY"],
    "A boat sank in the Mediterranean.": ["Mediterranean/None"],
    "Clashes broke out on the outskirts of Tripoli, Libya.": ["Tripoli/LY"],
    "A bus overturned in northern Peru.": ["Peru/PE"],
    "In Aleppo Friday, two shells hit a school.": ["Aleppo/SY"],
    "In Fulton County, Ga., a judge was shot.": ["Fulton County/US"],
    "In Reading, England, three men were stabbed.": ["Reading/GB"],
    "Uvalde, Texas: a gunman killed 21.": ["Uvalde/US"],
    "An earthquake hit Turkey's Erzincan province before dawn.": ["Erzincan/TR"],
    "Floods have killed 38 people in Pakistan's Sindh province.": ["Sindh/PK"],
    "Three men were shot dead in Mexico's northern state of Chihuahua.": ["Chihuahua/MX"],
    "A blast in India's financial capital Mumbai killed 13.": ["Mumbai/IN"],
    "An explosion tore through flats in Armenia's second city, Gyumri, on Sunday.": ["Gyumri/AM"],
    "A shell killed two in Ukraine's Kherson.": ["Kherson/UA"],
    "Two died near the village of Qaradagli in Azerbaijan's Fuzuli district.": ["Qaradagli/AZ", "Fuzuli/AZ"],
    "Three died in the village of Stara Hreblia in Ukraine's Kharkiv region.": ["Stara Hreblia/UA", "Kharkiv/UA"],
    "Four people were missing in the town of Karasu Bahce.": ["Karasu Bahce/None"],
    "An air strike on a hospital in Kunduz killed 22 people.": ["Kunduz/AF"],
}
NOT_THERE = [
    "Paris Hilton said she was saddened.",
    "Jordan Smith and Chad Brown were killed.",
    "Israel Vasquez and Sydney Cole were hurt.",
    "The turkey was cold and the china broke.",
    "Reading the report, the minister wept.",
    "Afghan and Iraqi officials met Germans.",
    "The city reasoned that nobody was hurt.",
    "He was rushed to the Nice hotel by Major Lincoln.",
    "Sheriff Madison Clinton said Austin Taylor died.",
    "May and March were deadly; Monday was worse.",
    "The Washington Post and the Sun reported it.",
    "A woman from Cleveland died.",
    "He was tried at Fulton Courthouse.",
    "The war on Hamas goes on.",
    "An official said in Geneva that talks had failed.",
    "The wounded man was taken to the central hospital in Beylagan.",
    "One soldier is in a serious condition in the Goris military hospital.",
    "She died in hospital in Lahore on Sunday.",
    "A minibus hit a lorry on the Baku-Ganja highway.",
    "A court in Sumqayit sentenced a builder to eight years.",
    "Mines killed 4,913 people, says a report published in Geneva.",
]


@pytest.mark.parametrize("text", EVENTS)
def test_where_it_happened(text: str) -> None:
    assert at(text) == EVENTS[text]


@pytest.mark.parametrize("text", NOT_THERE)
def test_names_and_words_that_are_no_place_of_an_event(text: str) -> None:
    assert at(text) == []


def test_the_country_and_the_state_of_one_name() -> None:
    assert at("A bus fell into a gorge in Georgia. Rescuers came from Tbilisi.") == ["Georgia/GE"]
    assert at("A shooting in Georgia left two dead, Atlanta police said.") == ["Georgia/US"]


def test_the_article_decides_between_towns_of_one_name() -> None:
    assert at("A man died in Birmingham. Alabama troopers are investigating.") == ["Birmingham/US"]
    assert at("A man died in Birmingham, police said. Britain mourns.") == ["Birmingham/GB"]


def test_a_name_that_nothing_decides_is_not_resolved() -> None:
    assert places("Three men were stabbed in Lincoln.") == []


def test_a_hamlet_in_a_country_never_named_is_no_place() -> None:
    assert places("They lost out on Teixeira.") == []


def test_dateline_is_a_hint_of_its_own_kind() -> None:
    found = places("KABUL, Afghanistan (AP) - A bomb killed 12 people in Jalalabad on Friday.")
    assert [(m.role, m.place.name, m.place.country) for m in found] == [
        ("dateline", "Kabul", "AF"),
        ("event", "Jalalabad", "AF"),
    ]


def test_a_headline_says_where_after_its_preposition() -> None:
    assert at("", title="Turkey says five soldiers killed in Idlib") == ["Idlib/SY"]
    assert at("", title="Kandahar blast kills ten") == ["Kandahar/AF"]


def test_a_capital_that_stands_for_its_government_is_no_place_of_an_event() -> None:
    assert at("A missile killed three in Kharkiv.", title="Kyiv says strike kills three") == ["Kharkiv/UA"]
    assert at("Armenia called on Baku to accept a mechanism.") == []
    assert at("Moscow accused Kyiv of shelling a market in Donetsk.") == ["Donetsk/UA"]
    assert at("New Delhi blamed Islamabad for the killings.") == []
    assert at("Police in Kyiv said two people were shot in Kyiv on Monday.")[-1] == "Kyiv/UA"
    assert at("Two died in Baku on Monday.", title="Fire kills two in Baku, ministry says") == ["Baku/AZ", "Baku/AZ"]


def test_town_before_province_unless_the_words_say_so() -> None:
    town, province = places("Ten died in Kandahar. Five more died in Kandahar province.")
    assert town.place.precision is PlacePrecision.SETTLEMENT
    assert province.place.precision is PlacePrecision.REGION
    assert town.place.admin == province.place.admin == "Kandahar"


def test_police_of_a_town_are_a_body() -> None:
    assert [m.role for m in places("Atlanta police said two men had died.")] == ["organisation"]


@pytest.mark.parametrize("text", EVENTS)
def test_the_words_are_the_slice(text: str) -> None:
    for sentence in cut(
        Article(id="a", url="", canonical_url="", site="s", title="", text=text, content_hash="")
    ).sentences:
        for mention in find_places(sentence):
            assert mention.place.as_stated == sentence.text[mention.start : mention.end]
            assert mention.place.span == sentence.span(mention.start, mention.end)
