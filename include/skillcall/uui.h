/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * The User-to-User header of SIP (RFC 7433), in which Alexa sends the client session id of a call
 * to the callee (contract: the SIP side).
 *
 * To decode, add the value of each User-to-User header field, then ask for the client session id.
 * Values that belong to other applications are skipped.
 *
 * One thread at a time may use a decoder.
 *
 * \since 0.1
 */
#ifndef SKILLCALL_UUI_H
#define SKILLCALL_UUI_H

#include <skillcall/error.h>

SKILLCALL_BEGIN

/** Room for every header value that skillcall_uui_encode() writes, NUL included. */
#define SKILLCALL_UUI_SIZE 222

/** The longest header value that a decoder reads, in bytes. */
#define SKILLCALL_UUI_VALUE_MAX 4096

/** A decoder for the User-to-User headers of one call. */
typedef struct skillcall_uui_decoder skillcall_uui_decoder;

/**
 * Writes the header value that Alexa sends for a client session id: "csi=" and the id in hex,
 * then ";encoding=hex".
 *
 * \param client_session_id 1 to 100 printable ASCII characters.
 * \param buffer where to write; NUL-terminated on success, otherwise left as it was.
 * \param size the size of the buffer in bytes; #SKILLCALL_UUI_SIZE is always enough.
 * \param error SKILLCALL_E_ARGUMENT, also for an id that no call can have, or SKILLCALL_E_TOO_LARGE
 * if the buffer is too small; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error.
 *
 * Any thread may call this at any time.
 */
SKILLCALL_API int32_t skillcall_uui_encode(const char *client_session_id, char *buffer, size_t size,
                                           skillcall_error *error);

/**
 * Makes a decoder that has seen no header yet.
 *
 * \param allocator where its memory comes from; NULL for the C library's.
 * \param error SKILLCALL_E_ARGUMENT or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns the decoder, to be freed with skillcall_uui_decoder_free(), or NULL.
 */
SKILLCALL_API skillcall_uui_decoder *skillcall_uui_decoder_new(const skillcall_allocator *allocator,
                                                               skillcall_error *error);

/**
 * Frees a decoder.
 *
 * \param decoder NULL is allowed.
 */
SKILLCALL_API void skillcall_uui_decoder_free(skillcall_uui_decoder *decoder);

/**
 * Reads one User-to-User header field: everything after the colon, one value or several separated
 * by commas.
 *
 * The decoder understands the whole grammar of RFC 7433 §4.1. It skips values with a purpose other
 * than "isdn-uui" or an encoding other than "hex", and data that does not begin with "csi=". One
 * octet 00 or 04 may precede "csi=", because gateways add it, or its first octet may be missing,
 * because peers that follow RFC 7434 remove it. A field that breaks the grammar adds nothing.
 * Neither does one with more than 32 parameters to a value, with a ";" at its end, or with ";" as
 * "%3B". The decoder can continue with the next field.
 *
 * \param decoder the decoder.
 * \param value the value; need not be NUL-terminated.
 * \param size its length in bytes, at most #SKILLCALL_UUI_VALUE_MAX.
 * \param error SKILLCALL_E_MALFORMED, naming the octet (counted from 1), SKILLCALL_E_TOO_LARGE or
 * SKILLCALL_E_ARGUMENT; NULL is allowed.
 * \returns SKILLCALL_OK, with or without a client session id in the value, or the status in the
 * error.
 */
SKILLCALL_API int32_t skillcall_uui_decoder_add(skillcall_uui_decoder *decoder, const char *value,
                                                size_t size, skillcall_error *error);

/**
 * Returns the client session id found in the values added so far.
 *
 * \param decoder the decoder.
 * \param error SKILLCALL_E_ABSENT if all values were well-formed and none held a client session
 * id; the first failure of skillcall_uui_decoder_add() again if none was found because of it, or if
 * what failed holds "si=" in base16, where a laxer reader might find another id;
 * SKILLCALL_E_MALFORMED if there are two different ids; SKILLCALL_E_ARGUMENT; NULL is allowed.
 * \returns 1 to 100 printable ASCII characters, borrowed until a value is added or the decoder is
 * freed, or NULL.
 */
SKILLCALL_API const char *
skillcall_uui_decoder_client_session_id(const skillcall_uui_decoder *decoder,
                                        skillcall_error *error);

SKILLCALL_END

#endif
