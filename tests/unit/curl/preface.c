/* SPDX-License-Identifier: Apache-2.0 */
/* A connection that breaks when HTTP/2 has begun on it, and the request has not. */
#include "support/next.h"
#include "support/stage.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

/* How much application data this thread may still write over TLS before its connection breaks. */
static _Thread_local size_t room = SIZE_MAX;

static bool is_broken(const char *record, size_t size)
{
    enum { APPLICATION_DATA = 0x17 };
    if (room == SIZE_MAX || record[0] != APPLICATION_DATA)
        return false;
    bool is_over = size > room;
    room -= is_over ? room : size;
    errno = ECONNRESET;
    return is_over;
}

ssize_t write(int fd, const void *data, size_t size)
{
    return is_broken(data, size) ? -1 : NEXT(write)(fd, data, size);
}

ssize_t send(int fd, const void *data, size_t size, int flags)
{
    return is_broken(data, size) ? -1 : NEXT(send)(fd, data, size, flags);
}

static const char *no_answer(const char *head, const char *body)
{
    return NULL;
}

/* libcurl 7.86 and older write it in three parts of at most that many bytes together. */
TEST(the_preface_alone_is_nothing_of_the_request)
{
    open_stage_over_h2(PLACED_HEAD "\r\n" PLACED_BODY, no_answer);
    room = 151;
    int32_t status = place();
    room = SIZE_MAX;
    assert_int_equal(status, SKILLCALL_E_CONNECT);
    assert_error(NOT_PLACED, 0, "");
}
