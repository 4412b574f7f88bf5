"""Prints for a hall: the join poster, and the sheet with the Wi-Fi of a hall without internet."""

import datetime
from typing import NamedTuple

from resilience.errors import InputError
from resilience.report import HallSheet, Poster, print_poster, print_sheet, unprintable, words_of
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text

#: bytes of a name, and characters of a password, that Wi-Fi knows
LONGEST_NETWORK = 32
SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 63


class EncryptedAddress(NamedTuple):
    """An https address, and the SHA-256 fingerprint of the certificate that its server made itself."""

    address: str
    fingerprint: str


def printed_sheet(
    workshop: WorkshopView,
    address: str,
    text: Text,
    made_at: datetime.datetime,
    *,
    network: str,
    password: str,
) -> bytes:
    """Return the sheet as a PDF file of one page; `made_at` must have a time zone, and `password` may be empty.

    Name and password of the network are not stored. Raises `InputError` for an impossible network name or password.
    """
    _check(network, password)
    return print_sheet(_sheet_of(workshop, address, text, network, password), text, made_at)


def _sheet_of(
    workshop: WorkshopView, address: str, text: Text, network: str, password: str
) -> HallSheet:
    poster = poster_of(workshop, address, text)
    return HallSheet(
        title=poster.title,
        marks=poster.marks,
        place=poster.place,
        first=text("Join the Wi-Fi in this room"),
        wifi=wifi_code(network, password),
        wifi_qr=text("QR code to join the Wi-Fi"),
        network_name=text("Network"),
        network=network,
        password_name=text("Password") if password else text("No password"),
        password=password,
        then=text("Join the workshop"),
        link=poster.link,
        qr=poster.qr,
        address=poster.address,
        and_type=poster.and_type,
        code=poster.code,
        promise=poster.promise,
    )


def wifi_code(network: str, password: str) -> str:
    """Return the Wi-Fi text for a QR code, in the form that Android and iOS read."""
    kind = (
        f"T:WPA;S:{_quoted(network)};P:{_quoted(password)}"
        if password
        else (f"T:nopass;S:{_quoted(network)}")
    )
    return f"WIFI:{kind};;"


def _quoted(words: str) -> str:
    return "".join(f"\\{sign}" if sign in '\\;,:"' else sign for sign in words)


def _check(network: str, password: str) -> None:
    if not network or len(network.encode(errors="replace")) > LONGEST_NETWORK:
        raise InputError(
            "The name of a Wi-Fi network can have 1 to {most} characters; accented letters and "
            "letters of other scripts each count as two to four.",
            most=LONGEST_NETWORK,
        )
    if password and not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise InputError(
            "A Wi-Fi password has {least} to {most} characters; leave it empty if there is none.",
            least=SHORTEST_PASSWORD,
            most=LONGEST_PASSWORD,
        )


def poster_of(
    workshop: WorkshopView, address: str, text: Text, encrypted: EncryptedAddress | None = None
) -> Poster:
    """Return the content of the poster; `address` is the installation's, without a final slash.

    `encrypted` is printed below it, for those who want to join by https.
    """
    title = workshop.framework.title(workshop.framework.root.code, text.language)
    return Poster(
        title=workshop.city.name,
        marks=(text(workshop.invented_words),) if workshop.invented else (),
        place=f"{title} · {text.date(workshop.date)}",
        link=f"{address}/join?code={workshop.code}",
        qr=text("QR code to join"),
        scan=text("Scan the code, or open"),
        address=f"{address}/join",
        and_type=text("and type"),
        code=workshop.code,
        time=_time(workshop, text),
        promise=text("No account, no name. Results are hidden from everyone until the reveal."),
        encrypted=encrypted_words(f"{encrypted.address}/join", text) if encrypted else "",
        fingerprint=encrypted.fingerprint if encrypted else "",
    )


def encrypted_words(address: str, text: Text) -> str:
    """Return the sentence before the fingerprint: the https address, and when to trust its warning."""
    return text(
        "Encrypted: {address}. The browser shows a warning. Continue only if the certificate has this SHA-256 fingerprint:",
        address=address,
    )


def _time(workshop: WorkshopView, text: Text) -> str:
    sizes = [len(sheet) for sheet in workshop.sheets]
    least, most = min(sizes), max(sizes)
    asked = (
        text.plural("{n} indicator", "{n} indicators", most)
        if least == most
        else text("{least} to {most} indicators, depending on the group", least=least, most=most)
    )
    minutes = text.plural(
        "about {n} minute to read and answer, without discussion",
        "about {n} minutes to read and answer, without discussion",
        workshop.minutes,
    )
    return f"{asked} · {minutes}"


def printed_poster(
    workshop: WorkshopView,
    address: str,
    text: Text,
    made_at: datetime.datetime,
    encrypted: EncryptedAddress | None = None,
) -> bytes:
    """Return the poster as a PDF file of one page; `made_at` must have a time zone."""
    return print_poster(poster_of(workshop, address, text, encrypted), text, made_at)


def not_on_poster(workshop: WorkshopView, address: str, text: Text) -> list[str]:
    """Return the characters of the poster that the font lacks, so that they print as boxes."""
    return unprintable(words_of(poster_of(workshop, address, text)))
