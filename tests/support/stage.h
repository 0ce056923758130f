/* SPDX-License-Identifier: Apache-2.0 */
/* A client with the built-in transport, and a server that gives its calls the answers of a test;
   one of both at a time. */
#ifndef TESTS_SUPPORT_STAGE_H
#define TESTS_SUPPORT_STAGE_H

#include "support/local_server.h"
#include "support/unit.h"

#include <skillcall/client.h>

#define PLACED_HEAD "HTTP/1.1 200 OK\r\nContent-Length: 30\r\n"

extern const char *answer;
extern char request_head[4096];

struct stage {
    struct local_server server;
    skillcall_client_options *options;
    skillcall_client *client;
    skillcall_error *error;
};

extern struct stage stage;

/* The server closes the connection that brings it a request of this number, 0 for none. */
void open_stage(const char *first_answer, size_t closes_at);

void open_stage_over_h2(const char *first_answer,
                        const char *(*reply)(const char *head, const char *body));

/* The end of a test closes what is open. */
void close_stage(void);

int32_t place_at(const char *endpoint);

int32_t place(void);

void assert_error(int32_t outcome, int32_t http_status, const char *text);

#endif
