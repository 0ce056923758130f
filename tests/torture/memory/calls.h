/* SPDX-License-Identifier: Apache-2.0 */
/* How scenarios make calls, over libcurl to a real server, and tell what became of them. */
#ifndef TESTS_TORTURE_CALLS_H
#define TESTS_TORTURE_CALLS_H

#include "service.h"

/* The client of the scenario that runs. */
extern skillcall_client *client;

skillcall_client_options *make_options(void);

/* Its options are given back. */
void open_client_with(skillcall_client_options *options);
void open_client(void);
void free_client(void);
void close_client(void); /* and settles the attempts */

/* A blocking call; what became of it is told if it is what is expected. */
int32_t start(const char *endpoint, const char *script, int32_t expected);

/* The call's attempt is its user data. */
skillcall_call *submit_to(const char *endpoint, const char *script);
skillcall_call *submit(const char *script);

/* Sleeps until there is something to do, then does it. */
void drive(bool polls);

/* How a submitted call ended; it is freed. What became of it is told as that of a blocking one. */
int32_t take(skillcall_call *call, int32_t expected);
int32_t await_end(skillcall_call *call, bool polls, int32_t expected);

#endif
