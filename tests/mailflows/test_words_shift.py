"""`#oncall`: the calendar by mail, in three languages, with refusals that say what would do."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from db.papers import set_role
from db.questions import people_at, record_lines, seasons_from, shifts_between, shifts_from
from db.shifts import Shift
from mailflows.commands.refused import Refused
from mailflows.commands.shift.asked import read_asked
from mailflows.leading import worded
from mailflows.people import address_mark, introduce
from mailflows.shifts.calendar import office_of
from mailflows.shifts.office import Hours, Office, is_open
from mailflows.shifts.oncall import on_call
from mailflows.staff import disable, make, other_role
from templates import languages
from tests.mailflows.flow import Flow, Left
from tests.people import Person

BEIRUT = Office("Asia/Beirut")
EVER = timedelta(days=800)


@pytest.fixture
def led(flow: Flow) -> Flow:
    """Bahia leads, Driss does not; it is Sunday 2026-11-22, 10:00 in Beirut."""
    with flow.store.writing() as books:
        [lead] = people_at(books, address_mark(books, flow.people.handler.address))
        set_role(books, lead, "lead")
    flow.becomes(office=BEIRUT)
    return flow


def called(person: Person) -> str:
    return person.name.split()[0]


def says(flow: Flow, text: str, who: Person | None = None) -> list[Left]:
    flow.obeys(who or flow.people.handler, text)
    return flow.outbox()


def answer_to(flow: Flow, text: str, who: Person | None = None) -> str:
    """The transcript, or the refusal."""
    left = [one for one in says(flow, text, who) if one.row.kind in ("transcript", "refused")]
    return left[0].text


def refusal(flow: Flow, text: str, who: Person | None = None) -> str:
    before = shifts(flow)
    [refused] = says(flow, text, who)
    assert refused.row.kind == "refused", refused.text
    assert [one.id for one in shifts(flow)] == [one.id for one in before], "nothing was done"
    return refused.text


def shifts(flow: Flow) -> list[Shift]:
    with flow.store.reading() as books:
        return list(shifts_between(books, flow.now - EVER, flow.now + EVER))


def first(flow: Flow) -> str:
    """Whose name stands first on the calendar."""
    with flow.store.reading() as books:
        return shifts_from(books, flow.now)[0].person_id


def test_a_shift_is_added_shown_and_told(led: Flow) -> None:
    bahia, driss = led.people.handler, led.people.second_handler
    transcript, told = sorted(
        says(led, f"#oncall add {called(driss)} 2026-12-01 08:00-16:00 deputy {called(bahia)}"),
        key=lambda one: one.row.kind != "transcript",
    )
    assert f"On call: Tue 2026-12-01 08:00–16:00: {driss.name}, deputy {bahia.name}" in transcript.text
    assert f"Told: {driss.name}" in transcript.text
    assert "NOBODY is on call: Tue 2026-12-01 16:00–20:00" in transcript.text, "gaps are told"
    assert "NOBODY is on call: Wed 2026-12-02 08:00–20:00" in transcript.text and "Sat" not in transcript.text
    assert told.row.kind == "shifts_changed" and told.paper["to"] == driss.address and told.row.content
    assert "Your next shift: Tue 2026-12-01 08:00–16:00" in told.text and bahia.name in told.text
    [shift] = shifts(led)
    assert shift.begins_at == datetime(2026, 12, 1, 6, tzinfo=UTC) and shift.ends_at.hour == 14

    shown = answer_to(led, "#oncall", driss)
    assert "Nobody is on call now." in shown and f"Next: Tue 2026-12-01 08:00–16:00: {driss.name}" in shown
    assert "Asia/Beirut" in shown
    led.now = datetime(2026, 12, 1, 7, tzinfo=UTC)
    shown = answer_to(led, "#مناوبة", driss)
    assert f"On call now: {driss.name}, {bahia.name}. Shift: Tue 2026-12-01 08:00–16:00" in shown
    with led.store.reading() as books:
        written = [line.what for line in record_lines(books, "desk") if line.what.startswith("shift")]
    assert written == ["shift added"]


@pytest.mark.parametrize(
    "text",
    [
        "#oncall add {name} mon-fri 08:00-16:00 from 2026-12-01 to 2026-12-31",
        "#oncall add {name} mon,tue,wed-fri 8-16 2026-12-01 - 2026-12-31",
        "#oncall add {name} from 2026-12-01 to 2026-12-31 mon-fri 08:00 to 16:00",
        "#astreinte ajouter {name} lun-ven 8h-16h du 2026-12-01 au 2026-12-31",
        "#مناوبة إضافة {name} الاثنين-الجمعة ٠٨:٠٠-١٦:٠٠ من ٢٠٢٦-١٢-٠١ إلى ٢٠٢٦-١٢-٣١",
        "\u200f#المناوبة أضف {name} اثنين-جمعة ٨-١٦ من ٢٠٢٦-١٢-٠١ حتى ٢٠٢٦-١٢-٣١",
        "＃oncall ADD {name} Monday–Friday 08:00–16:00 from 2026-12-01 until 2026-12-31",
    ],
)
def test_days_of_the_week_are_understood_in_three_languages(led: Flow, text: str) -> None:
    told = answer_to(led, text.format(name=called(led.people.second_handler)))
    made = shifts(led)
    assert len(made) == 23 and {(one.begins, one.ends) for one in made} == {(480, 960)}
    assert made[0].day.isoformat() == "2026-12-01" and made[-1].day.isoformat() == "2026-12-31"
    assert "and 11 more shifts, the last of them: Thu 2026-12-31 08:00–16:00" in told


def test_a_night_is_on_call_over_midnight_and_twice_a_week_over_the_change_of_the_clock(led: Flow) -> None:
    led.becomes(office=Office("Asia/Beirut", night_oncall=True))
    name = called(led.people.second_handler)
    answer_to(led, f"#oncall add {name} daily 20:00-08:00 from 2027-03-26 to 2027-03-29")
    made = shifts(led)
    lasts = [(one.ends_at - one.begins_at) // timedelta(hours=1) for one in made]
    assert lasts == [12, 11, 12, 12], "the night to Sunday is an hour shorter"
    told = answer_to(led, f"#oncall add {called(led.people.handler)} daily 08:00-20:00 from 2027-03-26 to 2027-03-29")
    assert "NOBODY is on call: Tue 2027-03-30 08:00" in told or "2027-03-30 08:00 to 2027" in told
    assert told.count("NOBODY") == 1, "the day's end is the night's beginning, to the minute"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("#oncall ad {name} 2026-12-01 08:00-16:00", "not understood"),
        ("#oncall add {name} 2026-12-01 08:00-16:00 please", "not understood"),
        ("#oncall add {name} 2026-12-01", "From when until when?"),
        ("#oncall add {name} 2026-12-01 08:00-08:00", "not understood"),
        ("#oncall add {name} 08:00-16:00", "Which day"),
        ("#oncall add {name} mon-fri 08:00-16:00 from 2026-12-01", "a first and a last day"),
        ("#oncall add {name} 2026-12-31 to 2026-12-01 08:00-16:00", "Which day"),
        ("#oncall add {name} 2026-12-01 to 2028-12-01 08:00-16:00", "at most a year"),
        ("#oncall add {name} 2026-02-30 08:00-16:00", "not understood"),
        ("#oncall add Nobody 2026-12-01 08:00-16:00", "{name}"),
        ("#oncall add 2026-12-01 08:00-16:00", "not understood"),
        ("#oncall add {name} 2026-11-01 08:00-16:00", "lies behind us"),
        ("#oncall add {name} 2026-12-01 08:00-16:00 deputy {name}", "same person twice"),
        ("#oncall remove {name} 2026-12-01", "has no such shift"),
        ("#oncall swap {name} 2026-12-01", "has no such shift"),
        ("#oncall holiday", "Which day"),
        ("#oncall holiday 2026-11-01", "lies behind us"),
        ("#oncall ramadan 2027-02-08 to 2027-03-09", "not understood"),
        ("#oncall remove holiday 2026-12-25", "has no such"),
        ("#oncall list tomorrow", "not understood"),
        ("#oncall add {name} 9999-12-31 20:00-04:00", "Which day"),
        ("#oncall remove {name} 0001-01-01", "Which day"),
        ("#oncall swap {name} 0001-01-01 for 9999-12-31", "Which day"),
        ("#oncall holiday 9999-12-31", "Which day"),
    ],
)
def test_what_cannot_be_done_is_refused_with_what_would_do(led: Flow, text: str, why: str) -> None:
    name = called(led.people.second_handler)
    told = refusal(led, text.format(name=name))
    assert why.format(name=name) in told
    assert "Did you mean" in told or "same person" in told


def test_whatever_stands_there_is_understood_or_refused() -> None:
    """Every mixture of the words it knows, and of some that it does not."""
    chance = random.Random(11)
    known = "Noor de deputy نائب from to - à for contre mon-fri الأحد daily 08:00-16:00 8h 08:00 24:00 ٠٨:٠٠".split()
    known += "2026-12-01 2026-12-31 9999-12-31 0000-00-00 today غدا 99:99-01:01 -- # =".split()
    known += ["", "٪", "\u202e", "x" * 400]
    refused = []
    for _ in range(3000):
        text = " ".join(chance.choices(known, k=chance.randrange(9)))
        try:
            asked = read_asked(text, "add", date(2026, 11, 22))
            list(asked.each_day("add"))
        except Refused as refusal:
            refused.append((refusal.why[:7], refusal.nearest[:7]))
    assert set(refused) == {("oncall_", "#oncall")} and len(refused) < 3000


def test_only_deputies_may_be_there_beside_the_first(led: Flow) -> None:
    bahia, driss = called(led.people.handler), called(led.people.second_handler)
    answer_to(led, f"#oncall add {driss} 2026-12-01 08:00-16:00")
    told = refusal(led, f"#oncall add {bahia} 2026-12-01 15:00-20:00")
    assert f"#oncall remove {led.people.second_handler.name} 2026-12-01" in told
    refusal(led, f"#oncall add {bahia} mon-fri 07:00-08:30 from 2026-11-30 to 2026-12-04")
    answer_to(led, f"#oncall add {bahia} 2026-12-01 16:00-20:00 deputy {driss}")
    assert len(shifts(led)) == 2


def test_all_lines_of_a_mail_are_done_or_none(led: Flow) -> None:
    driss = called(led.people.second_handler)
    refusal(led, f"#oncall add {driss} 2026-12-01 08:00-16:00\n#oncall add {driss} 2026-12-01 09:00-10:00")
    assert not shifts(led)
    answer_to(led, f"#oncall add {driss} 2026-12-01 08:00-16:00\n#oncall add me 2026-12-02 08:00-16:00")
    assert len(shifts(led)) == 2


def test_who_does_not_lead_changes_only_their_own(led: Flow) -> None:
    bahia, driss = led.people.handler, led.people.second_handler
    for text in (
        f"#oncall add {called(driss)} 2026-12-01 08:00-16:00",
        "#oncall holiday 2026-12-25",
        "#oncall ramadan 2027-02-08 to 2027-03-09 09:00-15:00",
    ):
        assert "Only whoever leads" in refusal(led, text, driss)
    answer_to(led, f"#oncall add {called(driss)} 2026-12-01 08:00-16:00\n#oncall add me 2026-12-02 08:00-16:00")
    assert "Only whoever leads" in refusal(led, f"#oncall remove {called(driss)} 2026-12-01", driss)
    assert "no shift on that day" in refusal(led, f"#oncall swap {called(bahia)} 2026-12-03", driss)
    assert "no shift on that day" in refusal(led, "#oncall swap me 2026-12-02", driss), (
        "nobody takes what is not theirs"
    )
    assert refusal(led, "#oncall swap me 2026-12-01", driss)

    told = says(led, f"#oncall swap {called(bahia)} 2026-12-01", driss)
    [notice] = [one for one in told if one.row.kind == "shifts_changed"]
    assert notice.paper["to"] == bahia.address and "Your next shift: Tue 2026-12-01" in notice.text
    transcript = next(one for one in told if one.row.kind == "transcript")
    assert f"Handed on: Tue 2026-12-01 08:00–16:00: {bahia.name}" in transcript.text
    assert len({one.person_id for one in shifts(led)}) == 1


def test_two_swap_their_shifts(led: Flow) -> None:
    bahia, driss = led.people.handler, led.people.second_handler
    answer_to(led, f"#oncall add {called(driss)} 2026-12-01 8-16 deputy me\n#oncall add me 2026-12-02 8-16")
    before = [one.person_id for one in shifts(led)]
    told = refusal(led, f"#astreinte échanger {called(bahia)} 2026-12-01 contre 2026-12-02", driss)
    assert "Only whoever leads" in told, "nobody comes on call, and sees more, by their own word"
    answer_to(led, f"#astreinte échanger {called(driss)} 2026-12-02 contre 2026-12-01")
    after = shifts(led)
    assert [one.person_id for one in after] == before[::-1]
    assert after[0].deputy_id is None, "nobody is a deputy of their own"


@pytest.mark.parametrize("leaves", [True, False], ids=["disabled", "another seat"])
def test_whoever_leaves_is_on_no_shift_and_the_gaps_are_told(led: Flow, leaves: bool) -> None:
    bahia, driss = led.people.handler, led.people.second_handler
    for text in (
        f"#oncall add {called(driss)} 2026-12-01 8-12",
        f"#oncall add {called(driss)} 2026-12-01 12-16 deputy me",
        f"#oncall add me 2026-12-01 16-20 deputy {called(driss)}",
    ):
        answer_to(led, text)
    with led.store.writing() as books:
        if leaves:
            [person] = people_at(books, address_mark(books, driss.address))
            told = disable(books, led.desk.office, person, led.now, "sysadmin")
        else:
            change = other_role(books, led.desk, driss.address, "reports", led.now)
            _, told = make(books, led.desk, change, led.now, "sysadmin")
    assert ("staff_shifts", {"number": 3}) in told
    assert ("staff_gap", {"first": "2026-12-01 08:00", "last": "2026-12-01 12:00"}) in told
    assert [(one.begins, one.person_id == first(led), one.deputy_id) for one in shifts(led)] == [
        (720, True, None),
        (960, True, None),
    ]
    shown = answer_to(led, "#oncall")
    assert driss.name not in shown and bahia.name in shown
    for language in languages():
        assert len(worded(told, language)) == len(told)


def test_whoever_is_on_call_lists_and_finds_what_they_may_see(led: Flow) -> None:
    driss = led.people.second_handler
    settled = led.arrives(led.people.reporter, "Zolbrunix took over", signed_by=led.people.reporter)
    notice = led.outbox("notify_handler", led.people.handler)[0]
    led.obeys(led.people.handler, f"#take\n\n{notice.nonce_line}")
    led.outbox()
    for on_duty in (False, True):
        if on_duty:
            answer_to(led, f"#oncall add {called(driss)} {led.now:%Y-%m-%d} 0-24")
        for kind, text in (("list", "#list all"), ("found", "#find Zolbrunix")):
            [told] = [one for one in says(led, text, driss) if one.row.kind == kind]
            assert (settled.ticket in told.text) is on_duty


def test_a_lead_says_which_of_two_shifts(led: Flow) -> None:
    driss = called(led.people.second_handler)
    answer_to(led, f"#oncall add {driss} 2026-12-01 08:00-14:00\n#oncall add {driss} 2026-12-01 14:00-20:00")
    assert "more than one shift" in refusal(led, "#oncall swap me 2026-12-01")
    answer_to(led, "#oncall swap me 2026-12-01 14:00")
    early, late = shifts(led)
    assert early.person_id != late.person_id


def test_shifts_are_taken_away_and_deputies_too(led: Flow) -> None:
    bahia, driss = led.people.handler, led.people.second_handler
    answer_to(led, f"#oncall add {called(driss)} daily 8-16 from 2026-12-01 to 2026-12-05 deputy me")
    told = says(led, f"#oncall remove {called(driss)} 2026-12-02 to 2026-12-03")
    [notice] = [one for one in told if one.row.kind == "shifts_changed"]
    assert notice.paper["to"] == driss.address and "Not on call any more: Wed 2026-12-02" in notice.text
    assert "Your next shift: Tue 2026-12-01" in notice.text
    assert len(shifts(led)) == 3
    answer_to(led, f"#oncall remove {called(bahia)} 2026-12-01")
    assert [one.deputy_id is None for one in shifts(led)] == [True, False, False]
    last = says(led, f"#oncall remove {called(driss)} 2026-12-01 to 2026-12-31")
    assert "You have no shift ahead." in next(one.text for one in last if one.row.kind == "shifts_changed")


def test_a_name_may_look_like_a_day_or_hold_small_words(led: Flow) -> None:
    with led.store.writing() as books:
        for name in ("Sam", "Marie de Souza"):
            introduce(books, "handler", name, f"{name.split()[0].lower()}@desk.test", "en", led.now)
    told = answer_to(led, "#oncall add Sam sat 2026-12-01 to 2026-12-06 8-16 deputy Marie de Souza")
    assert "On call: Sat 2026-12-05 08:00–16:00: Sam, deputy Marie de Souza" in told
    assert answer_to(led, "#oncall remove marie@desk.test 2026-12-05") and shifts(led)[0].deputy_id is None


def test_holidays_close_the_office_and_everybody_hears_it(led: Flow) -> None:
    driss = led.people.second_handler
    christmas = datetime(2026, 12, 25, 10, tzinfo=UTC)
    told = says(led, "#oncall holiday 2026-12-25 to 2026-12-26")
    [notice] = [one for one in told if one.row.kind == "shifts_changed"]
    assert notice.paper["to"] == driss.address
    assert "Holiday: Fri 2026-12-25 to Sat 2026-12-26" in notice.text
    with led.store.reading() as books:
        assert not is_open(office_of(books, led.desk, led.now), christmas)
        assert is_open(led.desk.office, christmas)
    assert "Holiday: Fri 2026-12-25" in answer_to(led, "#oncall")
    assert "#oncall remove holiday 2026-12-25" in refusal(led, "#oncall férié 2026-12-26")
    answer_to(led, "#oncall remove holiday 2026-12-25")
    with led.store.reading() as books:
        assert is_open(office_of(books, led.desk, led.now), christmas)


def test_ramadan_has_hours_of_its_own(led: Flow) -> None:
    answer_to(led, "#مناوبة رمضان ٢٠٢٧-٠٢-٠٨ إلى ٢٠٢٧-٠٣-٠٩ ٠٩:٠٠-١٥:٠٠")
    with led.store.reading() as books:
        [season] = seasons_from(books, led.now.date())
        office = office_of(books, led.desk, led.now)
    assert (season.begins, season.ends) == (540, 900)
    assert is_open(office, datetime(2027, 2, 8, 12, 59, tzinfo=UTC))
    assert not is_open(office, datetime(2027, 2, 8, 13, tzinfo=UTC))
    answer_to(led, "#oncall remove ramadan 2027-02-08")
    led.becomes(office=Office("Asia/Beirut", ramadan_hours=Hours(600, 960)))
    assert "open 10:00–16:00" in answer_to(led, "#oncall ramadan 2027-02-08 to 2027-03-09")


def test_arabic_and_french_readers_are_answered_in_their_language(led: Flow) -> None:
    driss = led.people.second_handler
    with led.store.writing() as books:
        [person] = people_at(books, address_mark(books, driss.address))
        person.language = "ar"
        books.session.add(person)
    [notice] = [
        one
        for one in says(led, f"#oncall add {called(driss)} 2026-12-01 08:00-16:00")
        if one.row.kind == "shifts_changed"
    ]
    assert "الثلاثاء \u20662026-12-01 08:00–16:00\u2069" in notice.text
    with led.store.reading() as books:
        assert on_call(books, datetime(2026, 12, 1, 8, tzinfo=UTC))
    assert "لا أحد في المناوبة الآن" in answer_to(led, "#oncall", driss)
