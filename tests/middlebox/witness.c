/* SPDX-License-Identifier: Apache-2.0 */
/* Linked with the caller (../torture/hostile/caller.c), sees what it writes to sockets and to TLS
   libraries, whatever the library says of it. In the end it prints how many writes held a part of a
   call's request and were taken at least in part: {"writes":{"NUMBER":COUNT}}. */
#define _GNU_SOURCE

#include <dlfcn.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

/* These take the places of the functions that libcurl and the TLS libraries call, since those of
   the program come first. */
int SSL_write(void *tls, const void *data, int size);
int SSL_write_ex(void *tls, const void *data, size_t size, size_t *written);
ssize_t gnutls_record_send(void *tls, const void *data, size_t size);

/* In each request's token and in its body, before the call's number of eight digits. The first are
   letters that HPACK's Huffman code would make longer, so that HTTP/2 has them in plain, too. */
static const char *const marks[] = {"~~~~~~~~~~~~~~~~", "call-"};

enum { DIGITS = 8, NUMBERS = 1 << 20 };

static atomic_uint writes[NUMBERS];

/* Bytes that this thread has given to the kernel. */
static _Thread_local size_t taken;

__attribute__((destructor)) static void print_writes(void)
{
    const char *separator = "";
    printf("{\"writes\":{");
    for (int number = 0; number < NUMBERS; number++) {
        if (writes[number]) {
            printf("%s\"%d\":%u", separator, number, writes[number]);
            separator = ",";
        }
    }
    puts("}}");
}

static void count_at(const char *digits)
{
    unsigned number = 0;
    for (int i = 0; i < DIGITS; i++) {
        if (digits[i] < '0' || digits[i] > '9')
            return;
        number = number * 10 + (unsigned)(digits[i] - '0');
    }
    if (number < NUMBERS)
        atomic_fetch_add(&writes[number], 1);
}

static void count_after(const char *mark, const char *data, size_t size)
{
    const char *end = data + size;
    size_t length = strlen(mark);
    for (const char *at = data; (at = memmem(at, (size_t)(end - at), mark, length));) {
        at += length;
        if (end - at >= DIGITS)
            count_at(at);
    }
}

static void count(const void *data, size_t size)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        count_after(marks[i], data, size);
}

static void count_taken(const void *data, ssize_t result)
{
    if (result <= 0)
        return;
    taken += (size_t)result;
    count(data, (size_t)result);
}

static void count_vector(const struct iovec *vector, size_t parts, ssize_t result)
{
    for (size_t i = 0; i < parts && result > 0; i++) {
        ssize_t part = (ssize_t)vector[i].iov_len < result ? (ssize_t)vector[i].iov_len : result;
        count_taken(vector[i].iov_base, part);
        result -= part;
    }
}

/* A TLS library may write a part of a record and then say that it has to be called again. */
static void count_tls(const void *data, size_t size, size_t taken_before, int is_taken)
{
    if (is_taken || taken > taken_before)
        count(data, size);
}

#define REAL(name) ((__typeof__(&name))(uintptr_t)dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *data, size_t size)
{
    ssize_t result = REAL(write)(fd, data, size);
    count_taken(data, result);
    return result;
}

ssize_t send(int fd, const void *data, size_t size, int flags)
{
    ssize_t result = REAL(send)(fd, data, size, flags);
    count_taken(data, result);
    return result;
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
    ssize_t result = REAL(sendmsg)(fd, message, flags);
    count_vector(message->msg_iov, message->msg_iovlen, result);
    return result;
}

ssize_t writev(int fd, const struct iovec *vector, int parts)
{
    ssize_t result = REAL(writev)(fd, vector, parts);
    count_vector(vector, (size_t)parts, result);
    return result;
}

int SSL_write(void *tls, const void *data, int size)
{
    size_t before = taken;
    int result = REAL(SSL_write)(tls, data, size);
    count_tls(data, (size_t)size, before, result > 0);
    return result;
}

int SSL_write_ex(void *tls, const void *data, size_t size, size_t *written)
{
    size_t before = taken;
    int result = REAL(SSL_write_ex)(tls, data, size, written);
    count_tls(data, size, before, result > 0);
    return result;
}

ssize_t gnutls_record_send(void *tls, const void *data, size_t size)
{
    size_t before = taken;
    ssize_t result = REAL(gnutls_record_send)(tls, data, size);
    count_tls(data, size, before, result > 0);
    return result;
}
