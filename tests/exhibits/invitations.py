"""Calendars and contacts."""


def calendar(*lines: str, method: str = "REQUEST", alarm: tuple[str, ...] = ()) -> bytes:
    inner = [*lines, *(("BEGIN:VALARM", *alarm, "END:VALARM") if alarm else ())]
    whole = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        "UID:1",
        *inner,
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "\r\n".join([*whole, ""]).encode()


def contact(*lines: str, version: str = "3.0") -> bytes:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()


ORDINARY = calendar(
    "DTSTART:20260601T100000Z",
    "SUMMARY:اجتماع التحرير",
    "ORGANIZER;CN=Layla:mailto:layla@paper.example",
    "ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:sami@paper.example",
    "LOCATION:https://meet.paper.example/abc",
    "DESCRIPTION:Join at https://meet.paper.exam",
    " ple/abc\\, or call.\\n\\nThanks",
    alarm=("ACTION:DISPLAY", "TRIGGER:-PT15M", "DESCRIPTION:soon"),
)
