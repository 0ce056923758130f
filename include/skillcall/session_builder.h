/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * The session builder: collects what a call needs and checks it as a whole.
 *
 * One thread at a time may use a builder.
 *
 * \since 0.1
 */
#ifndef SKILLCALL_SESSION_BUILDER_H
#define SKILLCALL_SESSION_BUILDER_H

#include <skillcall/participant.h>
#include <skillcall/session.h>

SKILLCALL_BEGIN

/** Collects what a session is made of. */
typedef struct skillcall_session_builder skillcall_session_builder;

/**
 * Makes client session ids instead of libuuid, for tests.
 *
 * It writes a NUL-terminated id of 1 to 100 characters into the buffer (size 101) and returns 0;
 * any other return fails the build with SKILLCALL_E_GENERATOR. It is called by
 * skillcall_session_builder_build() on the calling thread.
 */
typedef int32_t (*skillcall_id_generator)(void *user_data, char *buffer, size_t size);

/**
 * Makes an empty builder. By default, each session that it builds gets a fresh client
 * session id: a random (version 4) UUID of RFC 9562 in lower case.
 *
 * \param allocator where the memory of the builder and its sessions comes from; NULL for the C
 * library's.
 * \param error SKILLCALL_E_ARGUMENT or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns the builder, to be freed with skillcall_session_builder_free(), or NULL.
 */
SKILLCALL_API skillcall_session_builder *
skillcall_session_builder_new(const skillcall_allocator *allocator, skillcall_error *error);

/**
 * Frees a builder. Sessions that it built live on.
 *
 * \param builder NULL is allowed.
 */
SKILLCALL_API void skillcall_session_builder_free(skillcall_session_builder *builder);

/**
 * Adds a copy of a participant. A session has exactly two; the build reports any other number.
 *
 * \param builder the builder.
 * \param participant copied; the caller keeps it.
 * \param error SKILLCALL_E_ARGUMENT, SKILLCALL_E_NO_MEMORY, or SKILLCALL_E_TOO_LARGE for more than
 * 16 participants; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error; the builder is then unchanged.
 */
SKILLCALL_API int32_t skillcall_session_builder_add(skillcall_session_builder *builder,
                                                    const skillcall_participant *participant,
                                                    skillcall_error *error);

/**
 * Sets the client session id of the sessions to be built (contract: clientContext.clientSessionId).
 *
 * It travels in SIP headers and may be logged on the way: put no secret and no personal data in it.
 *
 * \param builder the builder.
 * \param client_session_id 1 to 100 printable ASCII characters, copied; it should be random and
 * used once. NULL returns to a generated one.
 * \param error SKILLCALL_E_ARGUMENT or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error; the builder is then unchanged.
 */
SKILLCALL_API int32_t skillcall_session_builder_set_client_session_id(
    skillcall_session_builder *builder, const char *client_session_id, skillcall_error *error);

/**
 * Leaves the client session id out. The SIP side then cannot identify the call.
 *
 * \param builder the builder.
 * \param error SKILLCALL_E_ARGUMENT; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error.
 */
SKILLCALL_API int32_t skillcall_session_builder_omit_client_session_id(
    skillcall_session_builder *builder, skillcall_error *error);

/**
 * Sets where generated client session ids come from.
 *
 * \param builder the builder.
 * \param generator the function; NULL returns to libuuid.
 * \param user_data passed to the function unchanged; must outlive the builder.
 * \param error SKILLCALL_E_ARGUMENT; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error.
 */
SKILLCALL_API int32_t skillcall_session_builder_set_id_generator(skillcall_session_builder *builder,
                                                                 skillcall_id_generator generator,
                                                                 void *user_data,
                                                                 skillcall_error *error);

/**
 * Accepts participant types and provider ids that the library does not know, for integrators with
 * their own. All other rules still hold.
 *
 * \param builder the builder.
 * \param allow 1 to accept them, 0 (the default) to refuse them.
 * \param error SKILLCALL_E_ARGUMENT; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error.
 */
SKILLCALL_API int32_t skillcall_session_builder_allow_unknown(skillcall_session_builder *builder,
                                                              int32_t allow,
                                                              skillcall_error *error);

/**
 * Checks every rule (docs/reference/errors.md) and makes a session. The builder stays as it is and
 * may build more sessions.
 *
 * \param builder the builder.
 * \param error SKILLCALL_E_INVALID with all violations, SKILLCALL_E_GENERATOR,
 * SKILLCALL_E_ARGUMENT or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns the session, to be freed with skillcall_session_free(), or NULL.
 */
SKILLCALL_API skillcall_session *
skillcall_session_builder_build(const skillcall_session_builder *builder, skillcall_error *error);

SKILLCALL_END

#endif
