"""Apps that others pretend to be: how their names read, what their packages are called, and who signs them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Known:
    """One well-known app."""

    name: str
    shown: tuple[str, ...]  # words of its name in the scripts it is read in
    packages: tuple[str, ...]  # its own; with a dot at the end, whatever begins so
    signers: frozenset[str] = frozenset()  # SHA-256 of the certificates that sign it, where they are published


_GOOGLE = frozenset(
    {
        "f0fd6c5b410f25cb25c3b53346c8972fae30f8ee7411df910480ad6b2d60db83",
        "7ce83c1b71f3d572fed04c8d40c5cb10ff75e6d87d9df6fbd53f0468c2905053",
    }
)
_WHATSAPP = frozenset(
    {
        "3987d043d10aefaf5a8710b3671418fe57e0e19b653c9df82558feb5ffce5d44",
        "fb920d381bee1b2093f27dc8f13d994da629dc91887d0529b35c9a2dc4f4a6c2",
    }
)
_SIGNAL = frozenset(
    {
        "29f34e5f27f211b424bc5bf9d67162c0eafba2da35af35c16416fc446276ba26",
        "4be4f6cd5be844083e900279dc822af65a547fecc26aba7ff1f5203a45518cd8",
    }
)
_TELEGRAM = frozenset({"49c1522548ebacd46ce322b6fd47f6092bb745d0f88082145caf35e14dcc38e1"})

APPS = (
    Known("WhatsApp", ("whatsapp", "واتساب", "واتس اب", "واتس آب", "واتساپ"),
          ("com.whatsapp", "com.whatsapp.w4b"), _WHATSAPP),
    Known("Signal", ("signal", "سيجنال", "سیگنال", "سيغنال"), ("org.thoughtcrime.securesms",), _SIGNAL),
    Known("Telegram", ("telegram", "تلغرام", "تيليجرام", "تليجرام", "تلگرام"),
          ("org.telegram.messenger", "org.telegram.messenger.web", "org.telegram.messenger.beta",
           "org.thunderdog.challegram", "org.telegram.plus"), _TELEGRAM),
    Known("Google Play",
          ("google play", "play store", "play services", "متجر بلاي", "play protect", "google services"),
          ("com.android.vending", "com.google.android.gms", "com.google."), _GOOGLE),
    Known("Google", ("google", "gmail", "chrome", "غوغل", "جوجل"),
          ("com.google.", "com.android.chrome", "com.chrome."), _GOOGLE),
    Known("Facebook", ("facebook", "messenger lite", "فيسبوك"), ("com.facebook.",)),
    Known("Instagram", ("instagram", "انستغرام", "انستقرام"), ("com.instagram.",)),
    Known("Viber", ("viber", "فايبر"), ("com.viber.voip",)),
    Known("imo", ("imo messenger", "imo beta"), ("com.imo.android.imoim", "com.imo.")),
    Known("Threema", ("threema",), ("ch.threema.",)),
    Known("Proton", ("protonmail", "proton mail", "proton vpn", "protonvpn"),
          ("ch.protonmail.", "ch.protonvpn.", "me.proton.")),
    Known("Tor", ("tor browser", "orbot"), ("org.torproject.", "org.guardianproject.")),
    Known("Psiphon", ("psiphon", "سايفون"), ("com.psiphon3", "com.psiphon3.")),
    Known("Element", ("element x", "element messenger"), ("im.vector.", "io.element.")),
    Known("Skype", ("skype",), ("com.skype.",)),
    Known("Zoom", ("zoom workplace", "zoom meetings", "zoom cloud"), ("us.zoom.",)),
)  # fmt: skip
SYSTEM = Known(
    "the system",
    ("system update", "android system", "system service", "system services", "android update", "security update",
     "device health", "system ui", "android security", "sync services", "mise a jour systeme", "تحديث النظام",
     "خدمات النظام", "تحديث الامان", "wifi service", "battery service", "settings", "الاعدادات"),
    ("com.android.", "com.google.android.", "android", "com.samsung.", "com.sec.", "com.huawei.", "com.miui.",
     "com.xiaomi."),
)  # fmt: skip

_FOLDED = str.maketrans("أإآٱىة", "اااايه")
_MARKS = re.compile("[\u064b-\u0652\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_BETWEEN = re.compile(r"[\W_]+")


def pretended(labels: Iterable[str], package: str, signers: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What an app pretends to be, and how it is known not to be it."""
    wording = [_folded(label) for label in labels]
    signed_by = frozenset(signers)
    for known in APPS:
        own = _own(known, package)
        if package in known.packages and known.signers and not known.signers & signed_by:
            yield known.name, "its package name, signed by somebody else"
            return
        if not own and (any(_names(known, words) for words in wording) or _squats(known, package)):
            yield known.name, f"but is {package or 'without a package name'}"
            return
    if not _own(SYSTEM, package) and any(words in _WORDS[SYSTEM.name] for words in wording):
        yield SYSTEM.name, f"but is {package or 'without a package name'}"


def _own(known: Known, package: str) -> bool:
    return any(package.startswith(one) if one.endswith(".") else package == one for one in known.packages)


def _squats(known: Known, package: str) -> bool:
    """A package that begins like the app's own: "com.whatsapp.update"."""
    return any(not one.endswith(".") and one.count(".") and package.startswith(f"{one}.") for one in known.packages)


def _names(known: Known, words: str) -> bool:
    return any(f" {one} " in f" {words} " for one in _WORDS[known.name])


def _folded(label: str) -> str:
    words = unicodedata.normalize("NFKC", label[:200]).casefold()
    words = _MARKS.sub("", "".join(sign for sign in unicodedata.normalize("NFD", words) if not _accent(sign)))
    return _BETWEEN.sub(" ", words.translate(_FOLDED)).strip()


def _accent(sign: str) -> bool:
    return unicodedata.combining(sign) > 0 and sign < "\u0600"


_WORDS: Mapping[str, tuple[str, ...]] = {
    known.name: tuple(_folded(word) for word in known.shown) for known in (*APPS, SYSTEM)
}
