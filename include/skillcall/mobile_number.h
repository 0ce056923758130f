/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * The mobile number of the user, as Alexa's Customer Profile and Person Profile interfaces return
 * it (contract: the skill's side).
 *
 * \since 0.1
 */
#ifndef SKILLCALL_MOBILE_NUMBER_H
#define SKILLCALL_MOBILE_NUMBER_H

#include <skillcall/error.h>

SKILLCALL_BEGIN

/** Room for every E.164 number: "+", 15 digits and NUL. */
#define SKILLCALL_MOBILE_NUMBER_SIZE 17

/** Whose profile a mobile number comes from. */
enum skillcall_profile {
    SKILLCALL_PROFILE_ACCOUNT = 0, /**< the owner of the Alexa account */
    SKILLCALL_PROFILE_PERSON = 1   /**< the person whose voice was recognised */
};

/**
 * Joins the two members of a profile into an E.164 number.
 *
 * Blanks, dots, dashes, parentheses, and Unicode's other spaces, dashes and direction marks are
 * removed. Nothing is guessed: an ambiguous number, such as one with a prefix that is dialled only
 * inside the country, is refused. That prefix is 0 in most countries, 8 for country codes 7, 370,
 * 375 and 993, and 1 for 692. A 0 that belongs to the number is kept: country codes 225, 229, 241,
 * 242 and 378, and landlines of 39. A phone number that begins with "+" is complete; if there is a
 * country code, it must match. A phone number without "+" is taken as national, even if its first
 * digits are those of the country code, as in mobile numbers of Italy (39) and India (91). Only for
 * country codes 1 and 7, whose numbers all have ten digits, a repeated code is detected.
 *
 * \param country_code for example "+1" or "1"; NULL or "" if the profile has none.
 * \param phone_number for example "204-555-1111"; NULL or "" if the profile has none.
 * \param buffer where to write; NUL-terminated on success, otherwise left as it was.
 * \param size the size of the buffer in bytes, at least #SKILLCALL_MOBILE_NUMBER_SIZE.
 * \param error SKILLCALL_E_ABSENT without a phone number, SKILLCALL_E_MALFORMED, with the received
 * parts, all but their last four digits masked, or SKILLCALL_E_ARGUMENT; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error.
 *
 * Any thread may call this at any time.
 */
SKILLCALL_API int32_t skillcall_mobile_number_join(const char *country_code,
                                                   const char *phone_number, char *buffer,
                                                   size_t size, skillcall_error *error);

SKILLCALL_END

#endif
