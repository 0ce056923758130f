/* SPDX-License-Identifier: Apache-2.0 */
/* As much of HTTP/2 (RFC 9113) as a server needs that reads bodies only: header sections come by
   HPACK and are passed over. */
#ifndef TESTS_SUPPORT_H2_PEER_H
#define TESTS_SUPPORT_H2_PEER_H

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { H2_DATA = 0, H2_HEADERS = 1, H2_RST_STREAM = 3, H2_SETTINGS = 4, H2_PING = 6 };
enum { H2_ACK = 1, H2_END_STREAM = 1, H2_END_HEADERS = 4 };
enum { H2_PREFACE_SIZE = 24, H2_HEAD_SIZE = 9, H2_FRAME_MAX = 16384 };

struct h2_frame {
    size_t size;
    uint8_t type, flags;
    uint32_t stream;
    char payload[H2_FRAME_MAX + 1]; /* NUL-terminated */
};

/* How bytes come and go; read fills all of a buffer or says no. */
struct h2_wire {
    void *context;
    bool (*read)(void *context, void *buffer, size_t size);
    void (*write)(void *context, const void *data, size_t size);
};

/* Serves a connection; a body comes in one frame. reply gives an answer, NULL for silence, or ""
   to refuse the stream as not processed. */
void h2_serve(const struct h2_wire *wire, const char *(*reply)(const char *head, const char *body));

#endif
