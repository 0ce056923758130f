/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * A session: one call to place, checked and immutable.
 *
 * Any number of threads may read a session at once; free it after the last has finished. A
 * session stands for one call: placing it a second time rings the phone a second time.
 *
 * \since 0.1
 */
#ifndef SKILLCALL_SESSION_H
#define SKILLCALL_SESSION_H

#include <skillcall/participant.h>

SKILLCALL_BEGIN

/** The largest request body that skillcall_session_from_json() reads, in bytes. */
#define SKILLCALL_SESSION_JSON_MAX 65536

/** A valid request body. */
typedef struct skillcall_session skillcall_session;

/**
 * Reads a session from a request body and checks it by the same rules as a built one.
 *
 * Members that the contract does not have are left out. A duplicate name, more than 256 levels of
 * nesting, numbers from 1e309 on, and anything but strict UTF-8 JSON are refused. No client session
 * id is added.
 *
 * \param allocator where its memory comes from; NULL for the C library's.
 * \param json the document; need not be NUL-terminated.
 * \param size its length in bytes, at most #SKILLCALL_SESSION_JSON_MAX.
 * \param allow_unknown 1 to accept unknown participant types and provider ids, else 0.
 * \param error SKILLCALL_E_MALFORMED, SKILLCALL_E_TOO_LARGE, SKILLCALL_E_INVALID with all
 * violations, SKILLCALL_E_ARGUMENT or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns the session, to be freed with skillcall_session_free(), or NULL.
 */
SKILLCALL_API skillcall_session *skillcall_session_from_json(const skillcall_allocator *allocator,
                                                             const char *json, size_t size,
                                                             int32_t allow_unknown,
                                                             skillcall_error *error);

/**
 * Frees a session. Calls that were started with it continue.
 *
 * \param session NULL is allowed.
 */
SKILLCALL_API void skillcall_session_free(skillcall_session *session);

/**
 * Counts the participants.
 *
 * \param session NULL is allowed and gives 0.
 * \returns 2 for every session.
 */
SKILLCALL_API size_t skillcall_session_participant_count(const skillcall_session *session);

/**
 * Returns one participant, in the order in which they were added.
 *
 * \param session NULL is allowed.
 * \param index from 0.
 * \returns the participant, borrowed until the session is freed; NULL for an index out of range.
 */
SKILLCALL_API const skillcall_participant *
skillcall_session_participant(const skillcall_session *session, size_t index);

/**
 * Returns the client session id.
 *
 * \param session NULL is allowed.
 * \returns text borrowed until the session is freed; NULL if it was left out.
 */
SKILLCALL_API const char *skillcall_session_client_session_id(const skillcall_session *session);

/**
 * Returns the request body as compact JSON, exactly as it is sent.
 *
 * \param session NULL is allowed.
 * \returns NUL-terminated text borrowed until the session is freed; NULL for NULL.
 */
SKILLCALL_API const char *skillcall_session_json(const skillcall_session *session);

/**
 * Writes the request body as JSON into a buffer, as snprintf would: at most size bytes, always
 * NUL-terminated if size is not 0.
 *
 * \param session NULL is allowed and gives 0.
 * \param indent blanks for each level, at most 8; 0 gives the compact form.
 * \param buffer where to write; may be NULL if size is 0.
 * \param size the size of the buffer in bytes.
 * \returns the length of the whole text without its NUL, even if it did not fit.
 */
SKILLCALL_API size_t skillcall_session_write_json(const skillcall_session *session, uint32_t indent,
                                                  char *buffer, size_t size);

SKILLCALL_END

#endif
