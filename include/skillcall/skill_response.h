/** \file
 * What a skill answers: an announcement, a card that asks for a permission, the end of the
 * session (contract: the skill's side).
 *
 * Every response ends the skill's session, as a call demands. One thread at a time may use a
 * response.
 */
#ifndef SKILLCALL_SKILL_RESPONSE_H
#define SKILLCALL_SKILL_RESPONSE_H

#include <skillcall/error.h>
#include <skillcall/mobile_number.h>

SKILLCALL_BEGIN

/** The longest announcement, in characters; in SSML the markup counts too. */
#define SKILLCALL_ANNOUNCEMENT_MAX 8000

/** What a skill answers. */
typedef struct skillcall_skill_response skillcall_skill_response;

/**
 * Makes a response that says nothing and ends the session.
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
 * Sets what Alexa says, as plain text. It takes the place of an earlier announcement.
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
 * Sets what Alexa says, as SSML. It takes the place of an earlier announcement.
 *
 * \param response the response.
 * \param ssml a whole speak element of at most #SKILLCALL_ANNOUNCEMENT_MAX characters of UTF-8,
 * copied; put text from elsewhere through skillcall_skill_response_escape_ssml() first.
 * \param error SKILLCALL_E_TOO_LARGE, SKILLCALL_E_ARGUMENT, also for what is not UTF-8 or no speak
 * element, or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error; the response is then unchanged.
 */
SKILLCALL_API int32_t skillcall_skill_response_say_ssml(skillcall_skill_response *response,
                                                        const char *ssml, skillcall_error *error);

/**
 * Writes text in such a way that it stands for itself inside SSML, as snprintf would: at most size
 * bytes, always NUL-terminated if size is not 0. Control characters, which SSML cannot hold,
 * become blanks.
 *
 * \param text UTF-8; NULL is allowed and gives "".
 * \param buffer where to write; may be NULL if size is 0.
 * \param size the size of the buffer in bytes.
 * \returns the length of the whole result without its NUL, whether it fitted or not.
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
 * Gives the response as compact JSON.
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
