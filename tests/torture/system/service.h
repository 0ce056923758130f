/* SPDX-License-Identifier: Apache-2.0 */
/* Two services, one of them with TLS and by a name that has to be resolved. They place every call,
   or none, and count what they have received whole: the truth that outcomes are compared with. */
#ifndef TESTS_TORTURE_SERVICE_H
#define TESTS_TORTURE_SERVICE_H

#include <skillcall/skillcall.h>
#include <stdbool.h>
#include <stddef.h>

enum { SERVICE_CALLS_MAX = 1 << 18, SERVICE_ID_SIZE = 37 };

void service_start(void);
void service_stop(void);

/* Reads requests and answers none, or places their calls again. */
void service_be_silent(bool is_silent);

/* Waits until all that was sent has been received, when all clients have gone. */
void service_settle(void);

/* The client session id of call number n, by which the services count. */
void service_id(size_t n, char id[SERVICE_ID_SIZE]);
int service_received(const char *id);

skillcall_access *service_access(bool has_tls);
void service_trust(skillcall_client_options *options);

#endif
