/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * The answer of a skill: an announcement, a reprompt, a card, directives, session attributes, or
 * the acceptance of a Grant (contract: the skill's side).
 *
 * A response ends the skill's session, as a call requires, unless it has a reprompt. One thread at
 * a time may use a response.
 *
 * \since 0.1
 */
#ifndef SKILLCALL_SKILL_RESPONSE_H
#define SKILLCALL_SKILL_RESPONSE_H

#include <skillcall/error.h>
#include <skillcall/mobile_number.h>

SKILLCALL_BEGIN

/** The longest announcement, in characters; in SSML the markup counts too. */
#define SKILLCALL_ANNOUNCEMENT_MAX 8000

/** The longest JSON that a response takes, for its directives together and for its session
 * attributes, in bytes: Alexa accepts responses of 120 kilobytes. */
#define SKILLCALL_SKILL_RESPONSE_JSON_MAX 122880

/** The answer of a skill. */
typedef struct skillcall_skill_response skillcall_skill_response;

/**
 * Makes a response without speech that ends the session.
 *
 * \param allocator where its memory comes from; NULL for the C library's.
 * \param error SKILLCALL_E_ARGUMENT or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns the response, to be freed with skillcall_skill_response_free(), or NULL.
 */
SKILLCALL_API skillcall_skill_response *
skillcall_skill_response_new(const skillcall_allocator *allocator, skillcall_error *error);

/**
 * Frees a response.
 *
 * \param response NULL is allowed.
 */
SKILLCALL_API void skillcall_skill_response_free(skillcall_skill_response *response);

/**
 * Sets what Alexa says, as plain text. It replaces an earlier announcement.
 *
 * \param response the response.
 * \param text 1 to #SKILLCALL_ANNOUNCEMENT_MAX characters of UTF-8, copied.
 * \param error SKILLCALL_E_TOO_LARGE, SKILLCALL_E_ARGUMENT, also for text that is empty or not
 * UTF-8, or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error; the response is then unchanged.
 */
SKILLCALL_API int32_t skillcall_skill_response_say(skillcall_skill_response *response,
                                                   const char *text, skillcall_error *error);

/**
 * Sets what Alexa says, as SSML. It replaces an earlier announcement.
 *
 * \param response the response.
 * \param ssml a complete speak element of at most #SKILLCALL_ANNOUNCEMENT_MAX characters of UTF-8,
 * copied; escape foreign text in it with skillcall_skill_response_escape_ssml().
 * \param error SKILLCALL_E_TOO_LARGE, SKILLCALL_E_ARGUMENT, also if it is not UTF-8 or not a speak
 * element, or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error; the response is then unchanged.
 */
SKILLCALL_API int32_t skillcall_skill_response_say_ssml(skillcall_skill_response *response,
                                                        const char *ssml, skillcall_error *error);

/**
 * Sets what Alexa says, as plain text, if the user does not answer. This keeps the session open, so
 * do not use it in a response that starts a call. It replaces an earlier reprompt.
 *
 * \param response the response.
 * \param text 1 to #SKILLCALL_ANNOUNCEMENT_MAX characters of UTF-8, copied.
 * \param error as for skillcall_skill_response_say(); NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error; the response is then unchanged.
 */
SKILLCALL_API int32_t skillcall_skill_response_reprompt(skillcall_skill_response *response,
                                                        const char *text, skillcall_error *error);

/**
 * Does the same as skillcall_skill_response_reprompt(), with SSML.
 *
 * \param response the response.
 * \param ssml as for skillcall_skill_response_say_ssml().
 * \param error as for skillcall_skill_response_say_ssml(); NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error; the response is then unchanged.
 */
SKILLCALL_API int32_t skillcall_skill_response_reprompt_ssml(skillcall_skill_response *response,
                                                             const char *ssml,
                                                             skillcall_error *error);

/**
 * Escapes text for SSML. Like snprintf, it writes at most size bytes, and always a NUL if size is
 * not 0. Control characters, which SSML cannot hold, become blanks.
 *
 * \param text UTF-8; NULL is allowed and gives "".
 * \param buffer where to write; may be NULL if size is 0.
 * \param size the size of the buffer in bytes.
 * \returns the length of the whole result without its NUL, even if it did not fit.
 *
 * Any thread may call this at any time.
 */
SKILLCALL_API size_t skillcall_skill_response_escape_ssml(const char *text, char *buffer,
                                                          size_t size);

/**
 * Adds the card with which Alexa asks the user for the permission to read the mobile number.
 *
 * \param response the response.
 * \param profile whose number it is, one of ::skillcall_profile.
 * \param error SKILLCALL_E_ARGUMENT; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error; the response is then unchanged.
 */
SKILLCALL_API int32_t skillcall_skill_response_ask_for_permission(
    skillcall_skill_response *response, int32_t profile, skillcall_error *error);

/**
 * Adds the card with which Alexa asks the user to link an account (LinkAccount). A response has one
 * card: this one and the card that asks for a permission replace each other.
 *
 * \param response the response.
 * \param error SKILLCALL_E_ARGUMENT; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error.
 */
SKILLCALL_API int32_t skillcall_skill_response_link_account(skillcall_skill_response *response,
                                                            skillcall_error *error);

/**
 * Adds a directive, after those that were added before.
 *
 * \param response the response.
 * \param json one JSON object with a string member "type", copied as it is; need not be
 * NUL-terminated.
 * \param size its length in bytes; all directives together have at most
 * #SKILLCALL_SKILL_RESPONSE_JSON_MAX.
 * \param error SKILLCALL_E_MALFORMED, naming the place, if it is not such an object,
 * SKILLCALL_E_TOO_LARGE, SKILLCALL_E_ARGUMENT or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error; the response is then unchanged.
 */
SKILLCALL_API int32_t skillcall_skill_response_add_directive_json(
    skillcall_skill_response *response, const char *json, size_t size, skillcall_error *error);

/**
 * Adds the directive that finishes the APL document on the screen, so the call is visible there.
 * Amazon's own sample for hospitality sends it with the announcement of a call.
 *
 * \param response the response.
 * \param token the token of the document, from skillcall_skill_request_apl_token().
 * \param error SKILLCALL_E_ARGUMENT, also for a token that is empty or not UTF-8;
 * SKILLCALL_E_TOO_LARGE or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error; the response is then unchanged.
 */
SKILLCALL_API int32_t skillcall_skill_response_finish_apl(skillcall_skill_response *response,
                                                          const char *token,
                                                          skillcall_error *error);

/**
 * Sets the session attributes, which Alexa sends back with the next request of an open session.
 *
 * \param response the response.
 * \param json one JSON object, copied as it is; need not be NUL-terminated.
 * \param size its length in bytes, at most #SKILLCALL_SKILL_RESPONSE_JSON_MAX.
 * \param error SKILLCALL_E_MALFORMED, naming the place, if it is not a JSON object,
 * SKILLCALL_E_TOO_LARGE, SKILLCALL_E_ARGUMENT or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error; the response is then unchanged.
 */
SKILLCALL_API int32_t skillcall_skill_response_set_session_attributes_json(
    skillcall_skill_response *response, const char *json, size_t size, skillcall_error *error);

/**
 * Turns the response into the answer to a Grant (skillcall_skill_request_is_grant()): the event
 * AcceptGrant.Response with a new message id. All other settings, earlier or later, are ignored.
 *
 * \param response the response.
 * \param error SKILLCALL_E_ARGUMENT; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error.
 */
SKILLCALL_API int32_t skillcall_skill_response_accept_grant(skillcall_skill_response *response,
                                                            skillcall_error *error);

/**
 * Returns the response as compact JSON.
 *
 * \param response the response.
 * \param error SKILLCALL_E_ARGUMENT or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns NUL-terminated text borrowed until the response is changed, written again or freed, or
 * NULL.
 */
SKILLCALL_API const char *skillcall_skill_response_json(skillcall_skill_response *response,
                                                        skillcall_error *error);

SKILLCALL_END

#endif
