"""The office's clock: service time over weekends, holidays, Ramadans, and the nights in which the clock is changed."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from mailflows.shifts.office import (
    Days,
    Hours,
    NeverOpen,
    NoSuchZone,
    Office,
    add_service_time,
    is_open,
    moment,
    next_opening,
    open_on,
    open_times,
    service_time,
    zone_named,
)
from mailflows.shifts.said import date_in, hours_in, joined, time_in, weekdays_in

BEIRUT = Office("Asia/Beirut")  # Monday to Friday, 08:00 to 20:00
FRIDAYS_OFF = Office("Asia/Beirut", weekend=frozenset({"fri", "sat"}))
CAIRO = Office("Africa/Cairo", weekend=frozenset({"fri", "sat"}))
RAMADAN = Days(date(2026, 2, 18), date(2026, 3, 19), Hours(10 * 60, 16 * 60))
RABAT = Office("Africa/Casablanca", hours=Hours(9 * 60, 17 * 60), ramadans=(RAMADAN,))
AROUND_THE_CLOCK = Office("Asia/Beirut", weekend=frozenset(), hours=Hours(0, 24 * 60))
IFTAR = Office("Asia/Beirut", weekend=frozenset(), hours=Hours(20 * 60, 26 * 60))  # until 02:00


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


@pytest.mark.parametrize(
    ("office", "moment_", "open_"),
    [
        # 2026-12-01 is a Tuesday; Beirut is two hours ahead in winter
        (BEIRUT, "2026-12-01 05:59:59", False),
        (BEIRUT, "2026-12-01 06:00", True),
        (BEIRUT, "2026-12-01 17:59:59", True),
        (BEIRUT, "2026-12-01 18:00", False),  # half open
        (BEIRUT, "2026-12-05 10:00", False),  # Saturday
        (FRIDAYS_OFF, "2026-12-04 10:00", False),
        (FRIDAYS_OFF, "2026-12-06 10:00", True),  # Sunday
        (IFTAR, "2026-12-01 23:59", True),  # 01:59 of the next day
        (IFTAR, "2026-12-02 00:00", False),
        # three hours ahead from the night to 29 March 2026 on
        (BEIRUT, "2026-03-27 06:00", True),
        (BEIRUT, "2026-03-27 05:00", False),
        (BEIRUT, "2026-03-30 05:00", True),
        (BEIRUT, "2026-03-30 17:00", False),
        (AROUND_THE_CLOCK, "2026-03-28 22:00", True),
        (AROUND_THE_CLOCK, "2026-10-24 21:30", True),  # the hour that the clock shows twice
        # Morocco goes back by an hour for Ramadan: 15 February to 22 March 2026
        (RABAT, "2026-02-13 08:00", True),
        (RABAT, "2026-02-16 08:59", False),
        (RABAT, "2026-02-16 09:00", True),
        (RABAT, "2026-02-18 09:59", False),  # the hours of Ramadan
        (RABAT, "2026-02-18 10:00", True),
        (RABAT, "2026-02-18 16:00", False),
        (RABAT, "2026-03-20 09:00", True),  # Ramadan is over, the clock not yet back
        (RABAT, "2026-03-23 08:00", True),
    ],
)
def test_it_is_open_in_its_hours(office: Office, moment_: str, open_: bool) -> None:
    assert is_open(office, at(moment_)) is open_


@pytest.mark.parametrize(
    ("office", "since", "amount", "due"),
    [
        (BEIRUT, "2026-12-01 06:00", 2, "2026-12-01 08:00"),
        (BEIRUT, "2026-12-01 03:00", 2, "2026-12-01 08:00"),  # before it opens
        (BEIRUT, "2026-12-01 16:00", 2, "2026-12-01 18:00"),  # used up at closing time: due then
        (BEIRUT, "2026-12-01 16:00", 2.5, "2026-12-02 06:30"),
        (BEIRUT, "2026-12-04 17:00", 2, "2026-12-07 07:00"),  # Friday evening to Monday
        (FRIDAYS_OFF, "2026-12-03 17:00", 2, "2026-12-06 07:00"),
        (BEIRUT, "2026-12-05 09:00", 0, "2026-12-05 09:00"),  # nothing has to pass
        # over the night in which Beirut's clock goes forward, 29 March 2026: one hour earlier in UTC
        (BEIRUT, "2026-03-27 17:00", 2, "2026-03-30 06:00"),
        (AROUND_THE_CLOCK, "2026-03-28 20:00", 4, "2026-03-29 00:00"),
        (AROUND_THE_CLOCK, "2026-03-28 20:00", 24, "2026-03-29 20:00"),  # hours that pass, not hours on the wall
        # and back, 25 October 2026
        (BEIRUT, "2026-10-23 16:00", 2, "2026-10-26 07:00"),
        (AROUND_THE_CLOCK, "2026-10-24 20:00", 24, "2026-10-25 20:00"),
        # Cairo: forward on Friday 24 April 2026, back on Friday 30 October 2026
        (CAIRO, "2026-04-23 17:00", 2, "2026-04-26 06:00"),
        (CAIRO, "2026-10-29 16:00", 2, "2026-11-01 07:00"),
        # Rabat into Ramadan's clock, into Ramadan's hours, out of the hours, out of the clock
        (RABAT, "2026-02-13 15:00", 2, "2026-02-16 10:00"),
        (RABAT, "2026-02-17 16:00", 2, "2026-02-18 11:00"),
        (RABAT, "2026-03-19 15:00", 2, "2026-03-20 10:00"),
        (RABAT, "2026-03-20 16:00", 2, "2026-03-23 09:00"),
        (IFTAR, "2026-12-01 23:00", 2, "2026-12-02 19:00"),
        (BEIRUT, "2026-12-01 06:00", 60, "2026-12-07 18:00"),  # a whole week
    ],
)
def test_a_promise_in_service_hours_falls_due(office: Office, since: str, amount: float, due: str) -> None:
    assert add_service_time(office, at(since), hours(amount)) == at(due)
    if amount:
        assert service_time(office, at(since), at(due)) == hours(amount)


def test_holidays_are_nobodys_service_time() -> None:
    office = Office("Asia/Beirut", holidays=(Days(date(2026, 12, 24), date(2026, 12, 28)),))
    assert not is_open(office, at("2026-12-25 10:00")) and not is_open(office, at("2026-12-28 10:00"))
    assert is_open(office, at("2026-12-29 10:00"))
    assert next_opening(office, at("2026-12-23 18:00")) == at("2026-12-29 06:00")
    assert next_opening(office, at("2026-12-23 17:00")) == at("2026-12-23 17:00"), "now, while it is open"


def test_a_ramadan_without_hours_of_its_own_takes_the_usual_ones_of_ramadan() -> None:
    days = Days(date(2027, 2, 8), date(2027, 3, 9))
    office = Office("Asia/Beirut", ramadan_hours=Hours(10 * 60, 15 * 60), ramadans=(days,))
    assert open_on(office, date(2027, 2, 8)) == (at("2027-02-08 08:00"), at("2027-02-08 13:00"))
    assert open_on(office, date(2027, 3, 10)) == (at("2027-03-10 06:00"), at("2027-03-10 18:00"))


@pytest.mark.parametrize(
    ("zone", "day", "minutes", "utc"),
    [
        ("Asia/Beirut", date(2026, 3, 28), 24 * 60, "2026-03-28 22:00"),  # a midnight that is not on the clock
        ("Asia/Beirut", date(2026, 3, 29), 0, "2026-03-28 22:00"),
        ("Asia/Beirut", date(2026, 3, 29), 30, "2026-03-28 22:30"),  # by the offset before: 01:30 on the new clock
        ("Asia/Beirut", date(2026, 3, 29), 8 * 60, "2026-03-29 05:00"),
        ("Asia/Beirut", date(2026, 10, 24), 23 * 60 + 30, "2026-10-24 20:30"),  # the first of two
        ("Asia/Beirut", date(2026, 10, 24), 24 * 60, "2026-10-24 22:00"),
        ("Africa/Cairo", date(2026, 4, 24), 0, "2026-04-23 22:00"),
        ("Africa/Cairo", date(2026, 10, 29), 24 * 60, "2026-10-29 22:00"),
        ("Africa/Casablanca", date(2026, 2, 15), 2 * 60 + 30, "2026-02-15 01:30"),  # shown twice
        ("Africa/Casablanca", date(2026, 2, 15), 3 * 60, "2026-02-15 03:00"),
        ("Africa/Casablanca", date(2026, 3, 22), 2 * 60 + 30, "2026-03-22 02:30"),  # skipped
        ("Africa/Casablanca", date(2026, 3, 22), 8 * 60, "2026-03-22 07:00"),
        ("UTC", date(2026, 3, 29), 26 * 60, "2026-03-30 02:00"),
    ],
)
def test_a_time_on_the_wall_is_one_moment(zone: str, day: date, minutes: int, utc: str) -> None:
    assert moment(Office(zone), day, minutes) == at(utc)


def test_hours_that_the_clock_skips_leave_nothing() -> None:
    night = Office("Asia/Beirut", weekend=frozenset(), hours=Hours(45, 75))  # 00:45 is 01:45 that night, 01:15 is over
    assert open_on(night, date(2026, 3, 29)) is None
    assert add_service_time(night, at("2026-03-28 12:00"), hours(0.5)) == at("2026-03-29 22:15")


def test_stretches_never_overlap_where_the_hours_change() -> None:
    late = Days(date(2026, 2, 18), date(2026, 2, 18), Hours(20 * 60, 34 * 60))  # until 10:00 of the next day
    office = Office("Asia/Beirut", weekend=frozenset(), ramadans=(late,))
    times = open_times(office, at("2026-02-18 00:00"))
    found = [next(times) for _ in range(3)]
    assert found[0] == (at("2026-02-18 18:00"), at("2026-02-19 08:00"))
    assert found[1] == (at("2026-02-19 08:00"), at("2026-02-19 18:00"))


def test_an_office_that_never_opens_promises_nothing() -> None:
    closed = Office(holidays=(Days(date(2026, 1, 1), date(2030, 1, 1)),))
    with pytest.raises(NeverOpen):
        next_opening(closed, at("2026-06-01 00:00"))
    with pytest.raises(NeverOpen):
        add_service_time(closed, at("2026-06-01 00:00"), hours(1))
    assert service_time(closed, at("2026-06-01 00:00"), at("2026-06-09 00:00")) == hours(0)


@pytest.mark.parametrize("office", [BEIRUT, CAIRO, RABAT, IFTAR, AROUND_THE_CLOCK], ids=lambda office: office.zone)
def test_what_is_added_is_what_passes(office: Office) -> None:
    """Over two years, from anywhere: the two ways of counting agree, and what falls due falls due in service time."""
    chance = random.Random(7)
    for _ in range(60):
        since = at("2026-01-01 00:00") + timedelta(minutes=chance.randrange(60 * 24 * 600))
        amount = timedelta(minutes=chance.randrange(1, 60 * 100))
        due = add_service_time(office, since, amount)
        assert service_time(office, since, due) == amount and due > since
        assert is_open(office, due - timedelta(seconds=1))
        half = add_service_time(office, since, amount / 2)
        assert add_service_time(office, half, amount / 2) == due, "a clock that was stopped and went on"
        assert service_time(office, due, since) == timedelta(0)


def test_zones_that_are_not_there() -> None:
    for name in ("Asia/Beyrouth", "", "../localtime", "Africa", "x" * 300):
        with pytest.raises(NoSuchZone):
            zone_named(name)


def test_days_and_times_as_people_write_them() -> None:
    today = date(2026, 11, 30)
    for said, hours_ in (
        ("08:00-16:00", Hours(480, 960)),
        ("8-16", Hours(480, 960)),
        ("8h-16h30", Hours(480, 990)),
        ("٠٨:٠٠–١٦:٠٠", Hours(480, 960)),
        ("22:00-06:00", Hours(1320, 1800)),
        ("00:00-24:00", Hours(0, 1440)),
        ("16:00-24:00", Hours(960, 1440)),
        ("16:00-00:00", Hours(960, 1440)),
    ):
        assert hours_in(said) == hours_, said
    for said in ("08:00", "8-8", "25:00-26:00", "08:60-09:00", "24:00-08:00", "2026-12-01", "8-16-20", "-"):
        assert hours_in(said) is None, said
    assert joined("08:00 - 16:00") == "08:00-16:00" and joined("2026-12-01 - 2026-12-31") == "2026-12-01 - 2026-12-31"
    assert time_in("24:00") == 1440 and time_in("24:01") is None
    for said in ("2026-12-01", "2026/12/1", "٢٠٢٦-١٢-٠١", "tomorrow", "غدًا", "demain"):
        assert date_in(said, today) == date(2026, 12, 1), said
    for said in ("2026-02-30", "01/12/2026", "12-01", "soon", "0000-01-01"):
        assert date_in(said, today) is None, said
    for said in ("mon-fri", "Lundi-Vendredi", "الاثنين-الجمعة", "اثنين-جمعة", "mon,tue,wed,thu,fri", "mon–wed,thu-fri"):
        assert weekdays_in(said) == {"mon", "tue", "wed", "thu", "fri"}, said
    assert weekdays_in("sat-mon") == {"sat", "sun", "mon"} and len(weekdays_in("daily")) == 7
    assert not weekdays_in("Marlene") and not weekdays_in("mon-") and not weekdays_in("")
