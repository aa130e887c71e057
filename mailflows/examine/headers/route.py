"""Looks at what the provider that received a forwarded mail wrote about its origin (RFC 8601)."""

from collections.abc import Iterable

from mailflows.examine.clean import defanged
from mailflows.examine.domains import FREEMAIL, organisation
from mailflows.examine.finding import Group, Severity
from mailflows.examine.headers.border import border, house
from mailflows.examine.headers.results import (
    below_border,
    list_domain,
    of_a_list,
    results,
    sender_domain,
    server,
    statements,
)
from mailflows.examine.look import Look
from mailflows.examine.read import mailboxes
from mailflows.examine.seen import HEADER_FORGEABLE, HEADER_TRUSTED, Mail, Saw

# Services that filter mail for its receiver before they hand it to the mailbox.
_GATEWAYS = frozenset(
    "pphosted.com ppe-hosted.com mimecast.com barracudanetworks.com cudamail.com messagelabs.com iphmx.com "
    "trendmicro.com trendmicro.eu fireeyecloud.com sophos.com reflexion.net mailcontrol.com spamexperts.com "
    "antispamcloud.com hornetsecurity.com hornetsecurity.net mxlogic.net mailspamprotection.com securence.com".split()
)
_ABSENT = frozenset("none temperror permerror neutral timeout bestguesspass softfail policy".split())


def failed(mail: Mail) -> Iterable[Saw]:
    """A01: the receiving provider saw SPF, DKIM or DMARC fail.

    Lists break all three on wanted mail (one in ten of a public list). Anybody can write List-Id, so a list is believed
    only where its own domain passed a check, and where the shown domain does not ask for such mail to be refused: real
    lists rewrite the From of those. A pass says nothing: a third of phishing passes DMARC.
    """
    seen = results(mail)
    if "pass" in seen.words("dmarc"):
        return
    methods = ("spf", "dkim", "dmarc")
    wrong = sorted({f"{method}={word}" for method in methods for word in seen.words(method) if word == "fail"})
    if not wrong:
        return
    shown = defanged(", ".join(wrong) + ": " + _sender(mail))
    trust = HEADER_TRUSTED if seen.proven else HEADER_FORGEABLE
    passed = seen.passed("spf") + seen.passed("dkim")
    if listed := list_domain(mail):
        weight = 0
        if "dmarc=fail" in wrong:
            excused = not seen.proven or not seen.policy or listed in passed or listed == seen.provider
            weight = 0 if through_a_gateway(mail) else 3 if seen.strict else 0 if excused else 1
        yield Saw("Authentication-Results", shown, trust, _grave(weight), weight)
    elif "dmarc=fail" in wrong and through_a_gateway(mail):
        # The provider sees the gateway's address and a mail the gateway has changed: all of its customers' mail fails.
        yield Saw("Authentication-Results", shown, trust, Severity.INFO, 0)
    elif "dmarc=fail" in wrong:
        yield Saw(
            "Authentication-Results", shown, trust, None if seen.strict else Severity.LOW, 3 if seen.strict else 2
        )
    elif not passed and "pass" not in seen.words("spf") + seen.words("dkim"):
        yield Saw("Authentication-Results", shown, trust, Severity.LOW, 2)
    else:
        yield Saw("Authentication-Results", shown, trust, Severity.INFO, 0)


def absent(mail: Mail) -> Iterable[Saw]:
    """A02: the receiving provider could confirm nothing at all; weak alone, small honest senders have this too."""
    seen = results(mail)
    said = [f"{one.method}={one.word}" for one in seen.found if one.method in ("spf", "dkim", "dmarc")]
    words = [word for method in ("spf", "dkim", "dmarc") for word in seen.words(method)]
    if words and all(word in _ABSENT for word in words) and not of_a_list(mail):
        trust = HEADER_TRUSTED if seen.proven else HEADER_FORGEABLE
        yield Saw("Authentication-Results", defanged(f"{', '.join(said)}: {_sender(mail)}"), trust)


def placed(mail: Mail) -> Iterable[Saw]:
    """A04: a result stands below the first outside hop: the sender may have written it himself.

    Forwarders and lists leave such results honestly, so only one that claims a pass in the name of the very provider
    that received the mail is told.
    """
    edge = border(mail)
    if edge is None or not edge.provider or of_a_list(mail):
        return
    for value in below_border(mail):
        named = server(value)
        if (
            named
            and house(named) == edge.provider
            and any(one.word == "pass" and one.method in ("spf", "dkim", "dmarc") for one in statements(value))
        ):
            # Where the provider wrote nothing above, this may be how its kind of server writes.
            lighter = () if results(mail).proven else (Severity.INFO, 0)
            yield Saw("Authentication-Results", defanged(value), HEADER_FORGEABLE, *lighter)
            return


def signed_by_another(mail: Mail) -> Iterable[Saw]:
    """A05: what passed belongs to another organisation than the sender shown, and nothing passed for that one.

    Mail services sign in their own name for small customers, so this is weak alone.
    """
    seen = results(mail)
    own = organisation(sender_domain(mail))
    if not own or "pass" in seen.words("dmarc") or of_a_list(mail):
        return
    if "fail" in seen.words("dmarc") and own not in FREEMAIL:
        return  # which says the same, and A01 tells it
    passed = tuple(dict.fromkeys(seen.passed("dkim") + seen.passed("spf")))
    if passed and own not in passed:
        shown = defanged(f"shows {own}, proven only for {', '.join(passed[:4])}")
        weight = 2 if own in FREEMAIL else 1
        yield Saw("Authentication-Results", shown, HEADER_TRUSTED, None, weight)


def through_a_gateway(mail: Mail) -> bool:
    """Say whether a filtering service of the receiver's own stands before the provider, and the provider knows it.

    Anybody can greet by such a name, so it counts where the provider looked it up, or judged the whole as no forgery.
    """
    edge = border(mail)
    judged = results(mail).words("compauth")
    if edge is None or "fail" in judged:
        return False
    return house(edge.confirmed or (edge.greeted if judged else "")) in _GATEWAYS


def _grave(weight: int) -> Severity:
    return Severity.MEDIUM if weight >= 3 else Severity.LOW if weight else Severity.INFO


def _sender(mail: Mail) -> str:
    box = next(iter(mailboxes(mail.first("from"))), None)
    return box.address if box else "no sender"


ROWS = (
    Look("A01", Group.AUTH, Severity.MEDIUM, 3, "medium", ("T1684.002",), "Authentication-Results", failed,
         "forwarding and lists break SPF and DKIM"),
    Look("A02", Group.AUTH, Severity.LOW, 1, "low", ("T1684.002",), "Authentication-Results", absent,
         "small honest senders without SPF and DKIM"),
    Look("A04", Group.AUTH, Severity.LOW, 1, "low", ("T1684.002",), "Authentication-Results", placed,
         "mail that came back to the provider it started from"),
    Look("A05", Group.AUTH, Severity.LOW, 1, "low", ("T1684.002",), "Authentication-Results", signed_by_another,
         "small customers of a mail service that signs in its own name"),
)  # fmt: skip
