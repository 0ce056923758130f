/* SPDX-License-Identifier: Apache-2.0 */
/* Makes a function of the C library fail that the poller calls: the linker puts those here in
 * front. */
#ifndef TESTS_POLL_FAULTS_H
#define TESTS_POLL_FAULTS_H

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

/* The call of this function that fails, from 1, with which errno; and how often it was called. */
static struct {
    const char *function;
    int nth;
    int error;
    int calls;
} fault;

static void arm(const char *function, int nth, int error)
{
    fault.function = function;
    fault.nth = nth;
    fault.error = error;
    fault.calls = 0;
}

static bool fails(const char *function)
{
    if (!fault.function || strcmp(function, fault.function) != 0 || ++fault.calls != fault.nth)
        return false;
    errno = fault.error;
    return true;
}

#define WRAP(type, name, parameters, arguments)                                                    \
    type __real_##name parameters;                                                                 \
    type __wrap_##name parameters;                                                                 \
    type __wrap_##name parameters                                                                  \
    {                                                                                              \
        return fails(#name) ? -1 : __real_##name arguments;                                        \
    }

WRAP(int, pipe, (int ends[2]), (ends))
WRAP(int, fcntl, (int fd, int command, int argument), (fd, command, argument))
WRAP(int, poll, (struct pollfd * fds, nfds_t count, int timeout_ms), (fds, count, timeout_ms))
WRAP(ssize_t, read, (int fd, void *buffer, size_t size), (fd, buffer, size))
WRAP(ssize_t, write, (int fd, const void *data, size_t size), (fd, data, size))

#endif
