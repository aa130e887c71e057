"""What the pieces of an Apple profile do to a device: a table, after Apple's list of payloads."""

from collections.abc import Mapping
from dataclasses import dataclass

from mailflows.examine.finding import SURE, Severity


@dataclass(frozen=True)
class Deed:
    """What one kind of payload does."""

    what: str
    severity: Severity
    weight: int


def _takes(what: str) -> Deed:
    """It lets somebody else steer the device, or read what it sends."""
    return Deed(what, Severity.HIGH, SURE)


def _changes(what: str, weight: int = 3) -> Deed:
    return Deed(what, Severity.MEDIUM, weight)


def _sets(what: str) -> Deed:
    return Deed(what, Severity.LOW, 1)


# The types without "com.apple." before them.
DEEDS: Mapping[str, Deed] = {
    "mdm": _takes("puts the device under somebody's remote management (MDM)"),
    "declarations": _takes("puts the device under somebody's remote management (MDM)"),
    "security.root": _takes("makes the device trust a root certificate"),
    "security.pem": _takes("makes the device trust a certificate"),
    "security.pkcs1": _takes("makes the device trust a certificate"),
    "vpn.managed": _takes("sends traffic through a VPN"),
    "vpn.managed.applayer": _takes("sends traffic through a VPN"),
    "vpn.managed.appmapping": _takes("sends traffic through a VPN"),
    "relay.managed": _takes("sends traffic through a relay"),
    "proxy.http.global": _takes("sends all web traffic through a proxy"),
    "dnsSettings.managed": _takes("asks somebody else's server for all names (DNS)"),
    "dnsProxy.managed": _takes("asks somebody else's program for all names (DNS)"),
    "webcontent-filter": _takes("lets a filter see and stop what is browsed"),
    "TCC.configuration-profile-policy": _takes("lets programs see the screen, keys and files of a Mac"),
    "system-extension-policy": _takes("lets programs extend the system of a Mac"),
    "syspolicy.kernel-extension-policy": _takes("lets programs extend the system of a Mac"),
    "servicemanagement": _takes("lets programs start with a Mac"),
    "profile-service": _takes("fetches further settings from a server and tells it about the device"),
    "mail.managed": _changes("sets up a mail account"),
    "eas.account": _changes("sets up an Exchange account"),
    "ews.account": _changes("sets up an Exchange account"),
    "carddav.account": _changes("sets up an account for contacts (CardDAV)"),
    "caldav.account": _changes("sets up an account for calendars (CalDAV)"),
    "subscribedcalendar.account": _changes("subscribes to a calendar"),
    "ldap.account": _changes("sets up a directory (LDAP)"),
    "google-oauth": _changes("sets up a Google account"),
    "webClip.managed": _changes("puts a page on the home screen that looks like an app"),
    "applicationaccess": _changes("restricts what the device may do"),
    "applicationaccess.new": _changes("restricts what the device may do"),
    "app.lock": _changes("locks the device to one app", 4),
    "homescreenlayout": _changes("changes the home screen", 2),
    "sso": _changes("signs in to sites through somebody's server"),
    "extensiblesso": _changes("signs in to sites through somebody's program"),
    "security.pkcs12": _changes("installs a certificate with its key"),
    "security.scep": _changes("fetches a certificate for the device"),
    "security.acme": _changes("fetches a certificate for the device"),
    "apn.managed": _changes("changes how the device reaches the mobile network (APN)"),
    "cellular": _changes("changes how the device reaches the mobile network (APN)"),
    "profileRemovalPassword": _changes("cannot be removed without a password"),
    "mobiledevice.passwordpolicy": _sets("asks for a passcode"),
    "wifi.managed": _sets("adds a Wi-Fi network"),
    "font": _sets("adds a font"),
    "airprint": _sets("adds a printer"),
}
ENCRYPTED = _changes("holds settings that are encrypted for the device", 4)
THROUGH_A_PROXY = _takes("sends what goes over this network through a proxy")
STAYS = _changes("forbids its own removal")
OTHER = _sets("changes other settings")
IPA = _takes("an iPhone app that does not come from the App Store")
MANIFEST = _takes("installs an iPhone app from a server instead of the App Store")
UNREADABLE = Deed("a profile that cannot be read", Severity.LOW, 1)

# Keys that name whose server is used; the first ones say most.
SERVERS = (
    "ServerURL", "CheckInURL", "URL", "RemoteAddress", "CommRemoteAddress", "ProxyServer", "HTTPProxy", "ProxyPACURL",
    "ServerAddresses", "ServerName", "IncomingMailServerHostName", "OutgoingMailServerHostName", "Host", "HostName",
    "CardDAVHostName", "CalDAVHostName", "SubCalAccountHostName", "LDAPAccountHostName", "EmailAddress", "EMailAddress",
    "Label", "SSID_STR", "apn", "Name", "PayloadCertificateFileName",
)  # fmt: skip
PROXIES = frozenset({"ProxyServer", "ProxyPACURL", "HTTPProxy", "proxy"})
