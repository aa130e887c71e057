"""Guidance: for each kind of trouble what to do now, next and to prevent it; and ready mails that ask or arrange."""

from collections.abc import Mapping

from templates.facts import Flag, Key, Line, Tag
from templates.mails.mail import Mail, Reader

# Every kind of trouble that somebody can be advised about; what is outside our mandate has a mail of its own.
CATEGORIES = (
    "account_compromise",
    "account_suspension",
    "content_takedown",
    "doxxing",
    "sextortion_ncii",
    "blackmail",
    "cyberbullying_harassment",
    "hate_speech_incitement",
    "threats_violence",
    "impersonation",
    "phishing_suspicious_message",
    "device_suspicious",
    "targeted_spyware",
    "device_lost_seized",
    "arrest_detention",
    "disinformation_defamation",
    "website_attack",
    "censorship_shutdown",
    "data_breach_loss",
    "advice_prevention",
    "training_request",
    "data_rights_request",
)
# A taken account again, in the words and settings of one service.
PLATFORMS = ("account_whatsapp", "account_telegram", "account_signal")

MAILS: Mapping[str, Mail] = {
    **{f"guidance/{category}": Mail(Reader.REPORTER, {"desk_name": Line()}) for category in (*CATEGORIES, *PLATFORMS)},
    # the first mail a person sends: what we need to know, and what becomes of it
    "guidance/first_reply": Mail(
        Reader.REPORTER, {"tag": Tag(""), "desk_name": Line(), "desk_address": Line(), "fingerprint": Line()}
    ),
    "guidance/appointment": Mail(
        Reader.REPORTER, {"tag": Tag(""), "desk_name": Line(), "day": Line(), "time": Line(), "way": Line()}
    ),
    "guidance/original_please": Mail(
        Reader.REPORTER,
        {
            "desk_name": Line(),
            "desk_address": Line(""),
            "client": Key("client", "unknown"),
            # At most one of these: which steps are told. Where none is set, those that fit most programs are.
            "on_a_phone": Flag(False),
            "in_gmail": Flag(False),
            "in_outlook": Flag(False),
            "in_outlook_web": Flag(False),
            "in_apple_mail": Flag(False),
            "in_thunderbird": Flag(False),
            "in_proton": Flag(False),
            "in_roundcube": Flag(False),
            "in_k9": Flag(False),
        },
    ),
}
