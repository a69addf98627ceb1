"""Names that are on hold are found in texts of any kind, and texts that name nobody are left alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from campaigns.facts.found_names import finding, words_that_name

EXAMPLES = Path("campaigns/data/examples")
LATIN = ["Modèle", "Modelo", "García", "Müller", "Łukasz", "Ångström", "Example", "Ó Súilleabháin", "Straße"]
CYRILLIC = ["Примеров", "Балтабай", "Ёлкин", "Достоевский", "Мария", "Шевченко", "Үлгібек", "Елеусинов"]
ARABIC = ["نموذج", "المثال", "فاطمة"]


def person(name: str, text: str) -> bool:
    pattern = finding(words_that_name(name))
    return bool(pattern and pattern.search(text))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ada María Modelo García", "Modelo was arrested."),
        ("Ada Modelo", "We saw Ada María Modelo García."),
        ("Jean Modèle", "They freed Modele."),
        ("Jean Modele", "On a libéré Modéle."),
        ("Ada Example", "Example's trial begins."),
        ("Ada Example", "Both Examples were there."),
        ("Ada Example", "EXAMPLE’S TRIAL"),
        ("Jan Müller", "Herr Mueller kam."),
        ("Ayşe Örnek", "Örnek’in davası; Ornek'in davasi"),
        ("Ada Modelo-García", "Garcia speaks."),
        ("Дмитрий Примерский", "Суд над Примерским."),
        ("Мария Примерова", "Помогите Марии."),
        ("Павел Ким", "Спросили Павла."),
        ("Ерлан Балтабай", "Балтабайлардың ісі."),
        ("Ерлан Балтабай", "Балтабайдікінде болды."),
        ("Айбек Елеусинов", "Елеусиновтардың үйі."),
        ("Айбек Жақып", "Жақыбының ісі."),
        ("Роза Примерова", "Розе разрешили."),
        ("Роза Примерова", "Розаның ісі."),
        ("Роза Примерова", "СВОБОДУ РОЗЕ"),
        ("سعاد نموذج", "قال ونموذج في السجن"),
        ("سعاد نموذج", "فنموذج هنا"),
        ("سعاد نموذج", "رسالة لنموذج"),
        ("سعاد المثال", "رسالة للمثال"),
        ("سعاد المثال", "وبالمثال"),
        ("李明", "昨天李明被捕了。"),
        ("김영희", "김영희는 석방되었다."),
    ],
)
def test_a_name_is_found_however_the_language_puts_it(name: str, text: str) -> None:
    assert person(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ada de la Modelo", "La justicia de la ciudad. De la nada."),
        ("El Modelo", "El tribunal. En el puerto."),
        ("Ли На", "На суде. По делу. Она на воле."),
        ("Мария Примерова", "5 марта, марш профсоюзов."),
        ("Майя Примерова", "В мае, 5 мая; май."),
        ("Роза Примерова", "Объявлен розыск; розничная торговля."),
        ("Алия Примерова", "Алый флаг. Аллея."),
        ("Пётр Иванович Примеров", "Адвокат Семён Иванович."),
        ("Jean Modèle", "A model law. Remodelled."),
        ("Kim Example", "kimono"),
        ("Ada Example", "Adamant, an adaptation."),
        ("سعاد نموذج", "في السجن"),
        ("Jo An", "An answer. On an island."),
    ],
)
def test_a_text_that_names_nobody_is_left_alone(name: str, text: str) -> None:
    assert not person(name, text)


@given(
    st.sampled_from(LATIN),
    st.sampled_from(["{}", "({})", "{}’s", "{}s", "{}'s house", "a {}, b", "“{}”", "x-{}-y", "{}."]),
    st.sampled_from([str, str.upper, str.lower, lambda text: text.translate(str.maketrans("èíüÓú", "eiuOu"))]),
)
def test_latin_forms_are_found(name: str, frame: str, spelt: object) -> None:
    surname = name.rsplit(maxsplit=1)[-1]
    assert callable(spelt)
    assert person(f"Ada {name}", f"It said: {frame.format(spelt(surname))} was there")


@given(
    st.sampled_from(CYRILLIC),
    st.sampled_from(["", "а", "у", "ым", "е", "ой", "ым", "дың", "лардың", "дікі", "ның", "тардан", "ыми"]),
    st.sampled_from(["{}", "«{}»", "({})", "{},"]),
)
def test_cyrillic_forms_are_found(name: str, ending: str, frame: str) -> None:
    stem = name[:-2] if name.endswith("ий") else name[:-1] if name[-1] in "аяйо" and ending[:1] not in "длтн" else name
    form = (stem + ending) if ending else name
    assert person(f"Ада {name}", f"Сказано: {frame.format(form)} тут")
    assert person(f"Ада {name}", f"Сказано: {frame.format(form.replace('ё', 'е').replace('Ё', 'Е'))} тут")


@given(st.sampled_from(ARABIC), st.sampled_from(["", "و", "ف", "ب", "ل", "وب", "ول", "فب"]))
def test_arabic_forms_are_found(name: str, prefix: str) -> None:
    joined = prefix + name
    if name.startswith("ال") and prefix.endswith("ل"):
        joined = prefix[:-1] + "لل" + name[2:]
    assert person(f"سعاد {name}", f"قالوا {joined} هنا")


@given(st.text(max_size=30), st.text(max_size=60))
def test_no_name_breaks_the_finder(name: str, text: str) -> None:
    person(name, text)
    pattern = finding([name])
    assert pattern is None or not pattern.search("")


def test_the_names_of_the_examples_are_found_where_they_stand_and_nowhere_else() -> None:
    """Whoever is in the examples from history is on no hold: no other name may take their texts off their pages."""
    for path in sorted(EXAMPLES.glob("*.yaml")):
        written = yaml.safe_load(path.read_text())
        texts = list(every_text(written))
        for case in (case for case in written["cases"] if case["kind"] == "person"):
            spelt = {*case["name"].values(), *case.get("name_variants", ())}
            pattern = finding({word for name in spelt for word in words_that_name(name)})
            assert pattern
            stems = {word[:4].casefold() for name in spelt for word in name.split()} | {"петр"}
            hits = {found[0] for text in texts for found in pattern.finditer(text)}
            assert spelt & set(texts)
            assert not [hit for hit in hits if not hit.casefold().startswith(tuple(stems)) and hit[:3] != "Роз"]
    nobody = finding(words_that_name("Ada María Modelo García") | words_that_name("Мария Майя Образцова"))
    assert nobody
    assert not [text for path in EXAMPLES.glob("*.yaml") for text in texts_in(path) if nobody.search(text)]


def texts_in(path: Path) -> list[str]:
    return list(every_text(yaml.safe_load(path.read_text())))


def every_text(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for inner in node.values() if isinstance(node, dict) else node:
            yield from every_text(inner)
