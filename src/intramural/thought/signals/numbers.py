"""Checksums that tell numbers of accounts, cards and persons from other numbers. Each takes what stands in a text."""

from __future__ import annotations

from datetime import date

# Length of an IBAN by country (SWIFT IBAN registry).
IBAN_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "BY": 28, "CH": 21,
    "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18, "FR": 27,
    "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26,
    "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MD": 24,
    "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29,
    "RO": 24, "RS": 22, "SA": 24, "SC": 31, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24, "TR": 26, "UA": 29, "VA": 22,
    "VG": 24, "XK": 20,
}  # fmt: skip


def digits(text: str) -> str:
    return "".join(sign for sign in text if sign in "0123456789")


def is_iban(text: str) -> bool:
    """ISO 13616: the length of its country, and 1 modulo 97."""
    number = "".join(text.split()).upper()
    if IBAN_LENGTHS.get(number[:2]) != len(number) or not number.isalnum() or not number.isascii():
        return False
    return int("".join(str(int(sign, 36)) for sign in number[4:] + number[:4])) % 97 == 1


def luhn(number: str) -> bool:
    total = 0
    for place, sign in enumerate(reversed(number)):
        value = int(sign) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_card(text: str) -> bool:
    """A number of the known card networks, by prefix, length and Luhn; not a row of one digit."""
    number = digits(text)
    known = (
        (number[0] == "4" and len(number) in (13, 16, 19))
        or (len(number) == 16 and (51 <= int(number[:2]) <= 55 or 2221 <= int(number[:4]) <= 2720))
        or (len(number) == 15 and number[:2] in ("34", "37"))
        or (len(number) == 14 and (300 <= int(number[:3]) <= 305 or number[:2] in ("36", "38")))
        or (len(number) == 16 and (number[:4] == "6011" or number[:2] == "65" or 3528 <= int(number[:4]) <= 3589))
    )
    return known and luhn(number) and len(set(number)) > 1


def is_german_tax_id(text: str) -> bool:
    """Eleven digits of which one stands twice or thrice, with the check digit of ISO 7064 MOD 11,10."""
    number = digits(text)
    if len(number) != 11 or number[0] == "0":
        return False
    counts = sorted((number[:10].count(sign) for sign in set(number[:10])), reverse=True)
    if counts[0] not in (2, 3) or counts[1] > 1:
        return False
    return _mod_11_10(number)


def _mod_11_10(number: str) -> bool:
    product = 10
    for sign in number[:-1]:
        total = (int(sign) + product) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10 == int(number[-1])


def is_german_insurance_number(text: str) -> bool:
    """Area, birthday, letter, serial and check digit of the statutory pension insurance."""
    number = "".join(text.split()).upper()
    if len(number) != 12 or not _is_day(number[2:4], number[4:6]):
        return False
    spread = number[:8] + f"{ord(number[8]) - 64:02d}" + number[9:11]
    weights = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)
    total = sum(sum(divmod(int(sign) * weight, 10)) for sign, weight in zip(spread, weights, strict=True))
    return total % 10 == int(number[11])


def is_swiss_insurance_number(text: str) -> bool:
    """756.…: thirteen digits with the check digit of EAN-13."""
    number = digits(text)
    total = sum(int(sign) * (3 if place % 2 else 1) for place, sign in enumerate(number[:12]))
    return len(number) == 13 and number.startswith("756") and (10 - total % 10) % 10 == int(number[12])


def is_spanish_id(text: str) -> bool:
    """DNI or NIE: the letter follows from the number modulo 23."""
    number = text.upper().replace("-", "").replace(" ", "")
    plain = {"X": "0", "Y": "1", "Z": "2"}.get(number[0], number[0]) + number[1:-1]
    return plain.isdigit() and "TRWAGMYFPDXBNJZSQVHLCKE"[int(plain) % 23] == number[-1]


_ODD = dict(
    zip(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22,
         25, 24, 23),
        strict=True,
    )
)  # fmt: skip


def is_italian_tax_code(text: str) -> bool:
    """Codice fiscale: sixteen signs, the last a check letter (D.M. 23 December 1976)."""
    code = text.upper()
    even = {sign: int(sign) if sign.isdigit() else ord(sign) - 65 for sign in _ODD}
    total = sum(_ODD[sign] if place % 2 == 0 else even[sign] for place, sign in enumerate(code[:15]))
    return len(code) == 16 and chr(65 + total % 26) == code[15]


def is_french_number(text: str) -> bool:
    """NIR: thirteen digits and a key of two, 97 minus the number modulo 97; Corsica has letters."""
    number = "".join(text.split()).upper()
    plain = number.replace("2A", "19", 1).replace("2B", "18", 1) if number[5:7] in ("2A", "2B") else number
    return len(plain) == 15 and plain.isdigit() and 97 - int(plain[:13]) % 97 == int(plain[13:])


def is_dutch_number(text: str) -> bool:
    """BSN: nine digits, weighed 9 to 2 and -1, divisible by eleven."""
    number = digits(text)
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return len(number) == 9 and len(set(number)) > 2 and sum(
        int(sign) * weight for sign, weight in zip(number, weights, strict=True)
    ) % 11 == 0  # fmt: skip


def is_polish_number(text: str) -> bool:
    """PESEL: eleven digits that begin with a birthday, with a weighed check digit."""
    number = digits(text)
    if len(number) != 11 or not _is_day(number[4:6], f"{int(number[2:4]) % 20:02d}"):
        return False
    total = sum(int(sign) * weight for sign, weight in zip(number[:10], (1, 3, 7, 9, 1, 3, 7, 9, 1, 3), strict=True))
    return (10 - total % 10) % 10 == int(number[10])


def is_swedish_number(text: str) -> bool:
    """Personnummer: a birthday, three digits and one by Luhn."""
    number = digits(text)[-10:]
    return len(number) == 10 and _is_day(number[4:6], number[2:4]) and luhn(number)


def is_belgian_number(text: str) -> bool:
    """A birthday, three digits, and 97 minus the number modulo 97 (with a 2 before it for whoever was born since 2000)."""
    number = digits(text)
    if len(number) != 11 or not _is_day(number[4:6], number[2:4]):
        return False
    return int(number[9:]) in (97 - int(number[:9]) % 97, 97 - int("2" + number[:9]) % 97)


def is_finnish_number(text: str) -> bool:
    """HETU: a birthday, a sign for the century, three digits and a check sign modulo 31."""
    number = text.upper()
    plain = number[:6] + number[7:10]
    return (
        plain.isdigit()
        and _is_day(number[:2], number[2:4])
        and "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(plain) % 31] == number[10]
    )


def is_norwegian_number(text: str) -> bool:
    """Fødselsnummer: a birthday, three digits and two check digits modulo eleven."""
    number = digits(text)
    if len(number) != 11 or not _is_day(number[:2], number[2:4]):
        return False
    first = sum(int(sign) * weight for sign, weight in zip(number, (3, 7, 6, 1, 8, 9, 4, 5, 2, 1), strict=False))
    second = sum(int(sign) * weight for sign, weight in zip(number, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1), strict=True))
    return first % 11 == 0 and second % 11 == 0


def is_brazilian_number(text: str) -> bool:
    """CPF: nine digits and two check digits modulo eleven."""
    number = digits(text)
    if len(number) != 11 or len(set(number)) == 1:
        return False
    for length in (9, 10):
        total = sum(int(sign) * (length + 1 - place) for place, sign in enumerate(number[:length]))
        if total * 10 % 11 % 10 != int(number[length]):
            return False
    return True


def is_american_number(text: str) -> bool:
    """SSN: no checksum; areas, groups and serials that were never given out are none."""
    number = digits(text)
    never = number[:3] in ("000", "666") or number[0] == "9" or number[3:5] == "00" or number[5:] == "0000"
    return len(number) == 9 and not never and number not in ("123456789", "078051120", "219099999")


_PRODUCT = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9), (1, 2, 3, 4, 0, 6, 7, 8, 9, 5), (2, 3, 4, 0, 1, 7, 8, 9, 5, 6),
    (3, 4, 0, 1, 2, 8, 9, 5, 6, 7), (4, 0, 1, 2, 3, 9, 5, 6, 7, 8), (5, 9, 8, 7, 6, 0, 4, 3, 2, 1),
    (6, 5, 9, 8, 7, 1, 0, 4, 3, 2), (7, 6, 5, 9, 8, 2, 1, 0, 4, 3), (8, 7, 6, 5, 9, 3, 2, 1, 0, 4),
    (9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
)  # fmt: skip
_TURNED = ((0, 1, 2, 3, 4, 5, 6, 7, 8, 9), (1, 5, 7, 6, 2, 8, 3, 0, 9, 4))


def is_indian_number(text: str) -> bool:
    """Aadhaar: twelve digits, the last by Verhoeff."""
    number = digits(text)
    turns: list[tuple[int, ...]] = [_TURNED[0]]
    for _ in range(7):
        turns.append(tuple(turns[-1][value] for value in _TURNED[1]))
    check = 0
    for place, sign in enumerate(reversed(number)):
        check = _PRODUCT[check][turns[place % 8][int(sign)]]
    return len(number) == 12 and number[0] not in "01" and check == 0


def is_british_number(text: str) -> bool:
    """NINO: two letters that were given out, six digits, A to D."""
    number = "".join(text.split()).upper()
    first, second = number[0], number[1]
    never = first in "DFIQUV" or second in "DFIOQUV" or number[:2] in ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ")
    return not never and number[8] in "ABCD"


def _is_day(day: str, month: str) -> bool:
    try:
        date(2000, int(month), int(day))
    except ValueError:
        return False
    return True
