# SPDX-License-Identifier: Apache-2.0
"""compare.py LIBRARY: joins the numbers of every region in every form, and compares what comes out
with libphonenumber. A wrong number is a failure, and so is a refused one in international form."""
import collections
import ctypes
import sys

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

SIZE = 17
FORMS = {"E.164": PhoneNumberFormat.E164, "international": PhoneNumberFormat.INTERNATIONAL,
         "national": PhoneNumberFormat.NATIONAL}
TYPES = [PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.PERSONAL_NUMBER,
         PhoneNumberType.VOIP]
DRESSES = {
    "plain": lambda text: text,
    "no-break space": lambda text: text.replace(" ", "\u00a0"),
    "dash": lambda text: text.replace("-", "\u2013").replace(" ", "\u2011"),
    "direction": lambda text: f"\u202a\u200e{text}\u202c",
}

library = ctypes.CDLL(sys.argv[1])
library.skillcall_mobile_number_join.argtypes = [
    ctypes.c_char_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_void_p]
library.skillcall_error_new.restype = ctypes.c_void_p
library.skillcall_error_new.argtypes = [ctypes.c_void_p]
library.skillcall_error_message.restype = ctypes.c_char_p
library.skillcall_error_message.argtypes = [ctypes.c_void_p]
error = library.skillcall_error_new(None)


def join(code, text):
    """The number, or None and the reason of the refusal."""
    buffer = ctypes.create_string_buffer(SIZE)
    status = library.skillcall_mobile_number_join(
        code and code.encode(), text.encode(), buffer, SIZE, error)
    if status == 0:
        return buffer.value.decode(), None
    return None, library.skillcall_error_message(error).decode().split("used: ", 1)[-1]


def meant(text, region):
    """What libphonenumber reads in the region."""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def numbers():
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        for kind in TYPES:
            number = phonenumbers.example_number_for_type(region, kind)
            if number:
                yield region, number


def cases(region, number):
    """Form, country code, text and the number that is meant."""
    right = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    code = f"+{number.country_code}"
    for form, format_as in FORMS.items():
        text = phonenumbers.format_number(number, format_as)
        for dress, put_on in DRESSES.items():
            yield form, code, put_on(text), right
            if form != "national":
                yield form, None, put_on(text), right
    national = phonenumbers.national_significant_number(number)
    yield "significant", code, national, right
    for prefix in ["00"] + [str(digit) for digit in range(10)]:
        text = prefix + national
        reading = meant(text, region)
        if reading == right:
            yield "prefixed", code, text, right
            yield "prefixed", None, f"{code} {text}", right


def main():
    counts = collections.Counter()
    reasons = collections.Counter()
    failures = []
    for region, number in numbers():
        for form, code, text, right in cases(region, number):
            joined, reason = join(code, text)
            if joined is None:
                counts[form, "refused"] += 1
                reasons[form, reason] += 1
                if form in ("E.164", "international"):
                    failures.append((region, form, code, text, right, reason))
            else:
                counts[form, "right" if joined == right else "wrong"] += 1
                if joined != right:
                    failures.append((region, form, code, text, right, joined))
    print(f"{'form':<14}{'right':>8}{'refused':>9}{'wrong':>7}")
    for form in [*FORMS, "significant", "prefixed"]:
        print(f"{form:<14}" + "".join(f"{counts[form, result]:>{width}}" for result, width in
                                      (("right", 8), ("refused", 9), ("wrong", 7))))
    for (form, reason), count in sorted(reasons.items()):
        print(f"refused, {form}: {count}: {reason}")
    for failure in failures:
        print("FAILED", *failure)
    regions = len(phonenumbers.SUPPORTED_REGIONS)
    print(f"{regions} regions, {sum(counts.values())} texts, libphonenumber "
          f"{phonenumbers.__version__}: {len(failures)} failures")
    return 1 if failures else 0


sys.exit(main())
