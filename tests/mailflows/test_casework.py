"""What the desk knows about kinds of trouble holds together, and an operator's file is read or refused by its place."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from mailflows.casework.categories import LANGUAGES, Casework, Term, find
from mailflows.casework.reading import CaseworkRefused, read_casework, shipped
from mailflows.commands.choices import CATEGORY, CHOICES, OUTCOME, choices_at, doubled_in
from mailflows.tickets import PRIORITIES
from templates import label

OPERATIONAL = {"out_of_mandate", "spam_abuse", "other"}
ROLES = ("threat_lab", "legal")
DRONE = """
[category.drone]
en = "Drone overhead"
ar = "طائرة مسيّرة"
fr = "Drone au-dessus"
also = ["uav"]
priority = "P2"
steps = ["danger", "look_up"]
roles = ["threat_lab"]
asks = ["country", "terrain"]

[step.look_up]
en = "Look up together."
ar = "النظر معًا."
fr = "Regarder ensemble."

[facet.terrain]
en = "terrain"
ar = "أرض"
fr = "terrain"

[facet.terrain.values]
city = { en = "city", ar = "مدينة", fr = "ville" }
desert = { en = "desert", ar = "صحراء", fr = "désert" }
"""


def terms(work: Casework) -> Iterator[Term]:
    yield from {step.key: step for one in work.categories.values() for step in one.steps}.values()
    for table in (work.outcomes, work.causes, work.recommendations, work.flags, work.facets):
        yield from table.values()
    yield from (value for facet in work.facets.values() for value in facet.values.values())


def test_every_kind_of_trouble_has_a_checklist_and_words_in_three_languages() -> None:
    work = shipped()
    assert set(work.categories) == set(CATEGORY) and len(set(work.categories) - OPERATIONAL) == 22
    for key, one in work.categories.items():
        assert (3 if key in OPERATIONAL else 5) <= len(one.steps) <= 9, key
        assert len({step.key for step in one.steps}) == len(one.steps)
        assert one.priority in PRIORITIES and set(one.asks) <= set(work.facets)
        assert re.fullmatch(r"[a-z-]+:[a-z-]+", one.rsit), key
        assert all(label("category", key, language) for language in LANGUAGES)


def test_the_closed_vocabularies_and_the_data_are_one() -> None:
    work = shipped()
    assert set(OUTCOME) == set(work.outcomes)
    assert set(CHOICES["cause"]) == set(work.causes)
    assert choices_at(work, ()) == {**CHOICES, "role": {}, "cause": choices_at(work, ())["cause"]}


def test_life_and_liberty_are_urgent_and_their_first_step_protects() -> None:
    work = shipped()
    urgent = {key for key, one in work.categories.items() if one.priority == "P1"}
    assert urgent == {"doxxing", "sextortion_ncii", "threats_violence", "arrest_detention"}
    first = {key: one.steps[0].key for key, one in work.categories.items()}
    assert first["doxxing"] == first["threats_violence"] == first["blackmail"] == "danger"
    assert first["account_compromise"] == "safe_channel" and first["targeted_spyware"] == "other_device"
    arrest = [step.key for step in work.categories["arrest_detention"].steps]
    assert arrest.index("lawyer_first") < arrest.index("out_of_groups") < arrest.index("lock_emergency")


def test_all_words_are_there_short_and_in_their_own_script() -> None:
    for term in terms(shipped()):
        assert set(term.words) == set(LANGUAGES), term.key
        assert all(0 < len(words) <= 110 and words == words.strip() for words in term.words.values()), term.key
        assert not re.search(r"[A-Za-z]", re.sub("\u2066[^\u2069]*\u2069", "", term.words["ar"])), term.key


def test_no_two_steps_say_the_same_and_none_is_left_over() -> None:
    work = shipped()
    for language in LANGUAGES:
        steps = {step.key: step.said(language) for one in work.categories.values() for step in one.steps}
        assert not [words for words, often in Counter(steps.values()).items() if often > 1]


def test_what_is_shipped_would_be_taken_from_an_operator_too() -> None:
    assert read_casework("", ()).categories == shipped().categories


@pytest.mark.parametrize(
    ("said", "key", "near"),
    [
        ("under 18", "minor", ""),
        ("قاصر", "minor", ""),
        ("Mailbox_Watched", "mailbox_watched", ""),
        ("minro", "", "minor"),
    ],
)
def test_a_term_is_found_however_it_is_written(said: str, key: str, near: str) -> None:
    assert find(said, shipped().flags.values()) == (key, near)


def test_an_operator_adds_and_says_otherwise() -> None:
    work = read_casework(
        DRONE + '[category.phishing_suspicious_message]\npriority = "P2"\n'
        '[flag.election]\nen = "election"\nar = "انتخابات"\nfr = "élection"\n'
        '[facet.country.values]\nFR = { en = "France", ar = "فرنسا", fr = "France" }\n',
        ROLES,
    )
    drone = work.categories["drone"]
    assert [step.key for step in drone.steps] == ["danger", "look_up"] and drone.roles == ("threat_lab",)
    assert drone.name is not None and drone.name.said("fr") == "Drone au-dessus"
    ours = work.categories["phishing_suspicious_message"]
    assert ours.priority == "P2" and ours.steps == shipped().categories["phishing_suspicious_message"].steps
    assert {"FR", "LB"} <= set(work.facets["country"].values) and set(work.facets["terrain"].values) == {
        "city",
        "desert",
    }
    assert "election" in work.flags and "minor" in work.flags and work.own == 6
    assert choices_at(work, ROLES)["category"]["drone"] == ("Drone overhead", "طائرة مسيّرة", "Drone au-dessus", "uav")
    assert shipped().own == 0 and "drone" not in shipped().categories


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('priority = "P2"', 'priority = "P9"', "category.drone.priority: should be one of P1, P2, P3, P4"),
        ('priority = "P2"', 'prioity = "P2"', "category.drone.prioity: no such key (did you mean priority?)"),
        ('priority = "P2"\n', "", "category.drone: priority is missing"),
        ('ar = "طائرة مسيّرة"\n', "", "category.drone: the words in ar are missing"),
        ('fr = "Regarder ensemble."', "", "step.look_up: the words in fr are missing"),
        ('fr = "Regarder ensemble."', 'fr = ""', "step.look_up.fr: should be one line of at most 200 letters"),
        ('fr = "Regarder ensemble."', "fr = 3", "step.look_up.fr: should be one line of at most 200 letters"),
        ('["threat_lab"]', '["threat_lap"]', "no [[role]] called threat_lap (did you mean threat_lab?)"),
        ('["threat_lab"]', '"threat_lab"', "category.drone.roles: should be a list of words"),
        ('"look_up"]', '"lock_up"]', "category.drone.steps: there is no [step.lock_up]"),
        ('"look_up"]', "3]", "category.drone.steps: should be a list of words"),
        ('"terrain"]', '"terain"]', "there is no [facet.terain] (did you mean terrain?)"),
        ("[facet.terrain.values]", "[facet.terrain.value]", "facet.terrain.value: no such key (did you mean values?)"),
        ('fr = "ville"', 'fr = "désert"', "facet.terrain.values.desert: desert already means city"),
        ('fr = "ville" }', 'fr = "ville", colour = "red" }', "facet.terrain.values.city.colour: no such key"),
        ("[step.look_up]", "[step.Look-Up]", "step.Look-Up: a name has letters a to z, digits and _ only"),
        ("[category.drone]", "[categories.drone]", "categories: no such key (did you mean category?)"),
        ("[category.drone]", "[category", "is not TOML: look at line 2"),
        ("[step.look_up]", "[flag.restricted]", "flag.restricted: this name is taken"),
        ("[category.drone]", "category = 3\n[cause.x]", "category: should be a table, as in [category]"),
    ],
)
def test_a_mistake_is_refused_with_its_place(before: str, after: str, told: str) -> None:
    assert DRONE.count(before) == 1
    with pytest.raises(CaseworkRefused) as refused:
        read_casework(DRONE.replace(before, after), ROLES)
    assert told in str(refused.value) and "\n" not in str(refused.value)


def test_a_spelling_that_already_means_another_category_is_told() -> None:
    assert doubled_in(read_casework(DRONE, ROLES)) == ""
    doubled = read_casework(DRONE.replace('"uav"', '"Hacked Account"'), ROLES)
    assert doubled_in(doubled) == "category.drone: hacked-account already means account_compromise"
