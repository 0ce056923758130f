/* SPDX-License-Identifier: Apache-2.0 */
/* The service with TLS, by a name that has to be resolved; it counts in the same truth. */
#ifndef TESTS_TORTURE_SECURE_H
#define TESTS_TORTURE_SECURE_H

#include "service.h"

#include <skillcall/skillcall.h>

/* After service_start(), which forks: it runs in a thread of the test program. */
void secure_start(void);
void secure_stop(void);
void secure_settle(void);

skillcall_access *secure_access(void);
void secure_trust(skillcall_client_options *options);

#endif
