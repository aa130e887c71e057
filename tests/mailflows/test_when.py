"""Times as people write them, in three languages and three scripts of digits."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflows.commands.work.when import FURTHEST, NoTime, is_off, read_time

NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)  # a Sunday
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("said", "stretch"),
    [
        ("2h", 2 * HOUR),
        ("2 h", 2 * HOUR),
        ("in 2 hours", 2 * HOUR),
        ("2h30", 2 * HOUR + 30 * MINUTE),
        ("1,5 h", 90 * MINUTE),
        ("45 min", 45 * MINUTE),
        ("half an hour", 30 * MINUTE),
        ("3d", 3 * DAY),
        ("1d 4h", DAY + 4 * HOUR),
        ("a week", 7 * DAY),
        ("2 weeks", 14 * DAY),
        ("1 month", 30 * DAY),
        ("3 jours", 3 * DAY),
        ("dans une heure et demie", 90 * MINUTE),
        ("deux semaines", 14 * DAY),
        ("2 heures", 2 * HOUR),
        ("3 j", 3 * DAY),
        ("ساعة", HOUR),
        ("ساعتين", 2 * HOUR),
        ("ساعتان", 2 * HOUR),
        ("بعد ساعتين", 2 * HOUR),
        ("ساعة ونصف", 90 * MINUTE),
        ("نصف ساعة", 30 * MINUTE),
        ("يومين", 2 * DAY),
        ("يومين و3 ساعات", 2 * DAY + 3 * HOUR),
        ("٣ أيام", 3 * DAY),
        ("۳ ايام", 3 * DAY),
        ("ثلاثة أيّام", 3 * DAY),
        ("أسبوع", 7 * DAY),
        ("أُسبوعين", 14 * DAY),
        ("٣٠ دقيقة", 30 * MINUTE),
        ("\u200f٢ ساعات\u200f", 2 * HOUR),
        ("２ h", 2 * HOUR),
    ],
)
def test_a_stretch_of_time(said: str, stretch: timedelta) -> None:
    assert read_time(said, NOW) == NOW + stretch


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("2026-12-01", "2026-12-01 09:00"),
        ("2026-12-01 14:30", "2026-12-01 14:30"),
        ("2026-12-01T14:30", "2026-12-01 14:30"),
        ("2026-12-01 à 14h", "2026-12-01 14:00"),
        ("٢٠٢٦-١٢-٠١ ٠٩:٣٠", "2026-12-01 09:30"),
        ("۲۰۲۶/۱۲/۰۱", "2026-12-01 09:00"),
        ("tomorrow", "2026-11-23 09:00"),
        ("Tomorrow at 16:00", "2026-11-23 16:00"),
        ("demain", "2026-11-23 09:00"),
        ("demain à 14h30", "2026-11-23 14:30"),
        ("après-demain", "2026-11-24 09:00"),
        ("après demain 10:00", "2026-11-24 10:00"),
        ("غدا", "2026-11-23 09:00"),
        ("غدًا", "2026-11-23 09:00"),
        ("غداً الساعة ١٤:٠٠", "2026-11-23 14:00"),
        ("بكرة", "2026-11-23 09:00"),
        ("بعد غد", "2026-11-24 09:00"),
        ("today 18:00", "2026-11-22 18:00"),
        ("tonight", "2026-11-22 20:00"),
        ("ce soir", "2026-11-22 20:00"),
        ("18:00", "2026-11-22 18:00"),
        ("08:00", "2026-11-23 08:00"),
        ("monday", "2026-11-23 09:00"),
        ("sunday", "2026-11-29 09:00"),
        ("next friday 10:00", "2026-11-27 10:00"),
        ("vendredi", "2026-11-27 09:00"),
        ("الخميس", "2026-11-26 09:00"),
        ("يوم الأربعاء", "2026-11-25 09:00"),
    ],
)
def test_a_day_and_an_hour(said: str, when: str) -> None:
    assert f"{read_time(said, NOW):%Y-%m-%d %H:%M}" == when


@pytest.mark.parametrize(
    "said",
    ["", "3", "soon", "-2h", "2h-3h", "0 h", "yesterday", "2026-11-21", "01/02/2026", "2026-13-01"]
    + [
        "2026-12-01 25:00",
        "3 years",
        "900 d",
        "99999999999 h",
        "demain 3 jours",
        "2 d maybe",
        "غدا أو بعد غد",
        "2h" * 40,
    ]
    + ["2h" * 40, "٢", "#snooze 2h", "2 h; 3 h", "monday or tuesday", "1 2 h 5", "nan h", "1e9 h"],
)
def test_what_says_no_time_ahead_is_refused(said: str) -> None:
    with pytest.raises(NoTime):
        read_time(said, NOW)


def test_days_and_hours_are_the_offices() -> None:
    """Beirut is two hours ahead in winter; at half past ten in the evening it is tomorrow there."""
    beirut = ZoneInfo("Asia/Beirut")
    assert read_time("tomorrow 09:00", NOW, beirut) == datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    late = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
    assert read_time("tomorrow", late, beirut) == datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
    assert read_time("2h", late, beirut) == late + 2 * HOUR


@pytest.mark.parametrize("said", ["off", "OFF ", "non", "لا", "إلغاء", "الغاء"])
def test_a_time_is_taken_away(said: str) -> None:
    assert is_off(said)


@given(st.text(max_size=80) | st.text("0123456789hdjس و٣.,:-/T ", max_size=20))
def test_whatever_is_written_it_is_a_time_ahead_or_none(said: str) -> None:
    try:
        at = read_time(said, NOW)
    except NoTime:
        return
    assert NOW < at <= NOW + FURTHEST and at.tzinfo is UTC
