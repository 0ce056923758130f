/* SPDX-License-Identifier: Apache-2.0 */
/* A local service in a process of its own that places every call, or none, and counts what it has
   received whole: the truth that outcomes are compared with. */
#ifndef TESTS_TORTURE_SERVICE_H
#define TESTS_TORTURE_SERVICE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define SERVICE_ANSWER "HTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\n{\"sessionId\":\"the-id\"}"

enum { SERVICE_CALLS_MAX = 1 << 18, SERVICE_ID_SIZE = 37 };

/* Shared by the two processes. */
struct truth {
    atomic_bool is_silent;  /* reads requests and answers none */
    atomic_int connections; /* that are open */
    atomic_uchar received[SERVICE_CALLS_MAX];
};

struct service {
    struct truth *truth;
    pid_t process;
    uint16_t port;
};

/* Before any thread is started. */
void service_start(struct service *service);
void service_stop(struct service *service);

/* Counts a request that has come whole. */
void service_count(const char *request);

/* Returns when all earlier connections to this port were accepted, and this one has ended. */
void service_drain(uint16_t port);

/* Waits until all that was sent has been received, when all its clients have gone. */
void service_settle(const struct service *service);

/* The client session id of call number n, by which the service counts. */
void service_id(size_t n, char id[SERVICE_ID_SIZE]);

#endif
