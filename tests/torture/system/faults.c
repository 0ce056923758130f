/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE

#include "faults.h"
#include "module.h"

#include "support/next.h"

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <skillcall/status.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

static const struct fault faults[] = {
    {"epoll_create1", "libskillcall", EMFILE, EMFILE, SKILLCALL_E_SYSTEM},
    {"epoll_ctl", "libskillcall", ENOSPC, ENOSPC, SKILLCALL_E_SYSTEM},
    {"epoll_wait", "libskillcall", EINTR, EINTR, SKILLCALL_OK},
    {"epoll_wait, for good", "libskillcall", EBADF, EBADF, SKILLCALL_E_TRANSPORT},
    {"eventfd", "libskillcall", EMFILE, EMFILE, SKILLCALL_E_SYSTEM},
    {"timerfd_create", "libskillcall", EMFILE, EMFILE, SKILLCALL_E_SYSTEM},
    {"read", "libskillcall", EINTR, EAGAIN, SKILLCALL_OK},
    {"write", "libskillcall", EINTR, 0, SKILLCALL_OK},
    {"pthread_mutex_init", "libskillcall", ENOMEM, ENOMEM, SKILLCALL_E_SYSTEM},
    {"pthread_condattr_init", "libskillcall", ENOMEM, ENOMEM, SKILLCALL_E_SYSTEM},
    {"pthread_cond_init", "libskillcall", EAGAIN, EAGAIN, SKILLCALL_E_SYSTEM},
    {"socket", "libskillcall", EMFILE, EMFILE, SKILLCALL_E_SYSTEM},
    {"fcntl", "libskillcall", EMFILE, EMFILE, SKILLCALL_E_SYSTEM},
    {"socketpair", "libcurl", EMFILE, EMFILE, SKILLCALL_E_RESOLVE},
    {"eventfd, libcurl's", "libcurl", EMFILE, EMFILE, SKILLCALL_E_RESOLVE},
    {"getaddrinfo", "libcurl", EAI_AGAIN, EAI_AGAIN, SKILLCALL_E_RESOLVE},
    {"pthread_create", "libcurl", EAGAIN, EAGAIN, SKILLCALL_E_RESOLVE},
    {"setsockopt", "libcurl", ENOBUFS, ENOBUFS, SKILLCALL_OK},
    {"getsockname", "libcurl", ENOBUFS, ENOBUFS, SKILLCALL_OK},
    {"getpeername", "libcurl", ENOTCONN, ENOTCONN, SKILLCALL_OK},
    {"poll", "libcurl", EBADF, EBADF, SKILLCALL_E_CONNECT},
    {"connect", "libcurl", ENETUNREACH, ENETUNREACH, SKILLCALL_E_CONNECT},
    {"getsockopt", "libcurl", ENOBUFS, ENOBUFS, SKILLCALL_E_CONNECT},
    {"send", "libcurl", ECONNRESET, ECONNRESET, SKILLCALL_E_NETWORK},
    {"send, not yet", "libcurl", EAGAIN, EAGAIN, SKILLCALL_OK},
    {"recv", "libcurl", ECONNRESET, ECONNRESET, SKILLCALL_E_NETWORK},
    {"recv, not yet", "libcurl", EAGAIN, EAGAIN, SKILLCALL_OK},
};

enum { COUNT = sizeof faults / sizeof faults[0] };

static struct {
    const struct fault *fault;
    int32_t nth;
    bool is_lasting;
    struct module module;
} armed;

static atomic_bool is_armed;
static atomic_int calls, failures;

int32_t faults_count(void)
{
    return COUNT;
}

const struct fault *faults_get(int32_t index)
{
    return &faults[index];
}

/* A fault's name is that of its function, and what else it needs after a comma. */
static bool is_of(const struct fault *fault, const char *function)
{
    size_t length = strcspn(fault->name, ",");
    return length == strlen(function) && strncmp(fault->name, function, length) == 0;
}

bool faults_is_sending(const struct fault *fault)
{
    return is_of(fault, "send");
}

/* libcurl wakes itself with a pair of sockets or an eventfd. */
bool faults_is_certain(const struct fault *fault)
{
    bool is_libcurls_eventfd = is_of(fault, "eventfd") && strcmp(fault->module, "libcurl") == 0;
    return !is_of(fault, "socketpair") && !is_of(fault, "getpeername") && !is_libcurls_eventfd;
}

/* Until the call's deadline libcurl's pool of resolver threads tries again, and libcurl 7.86 and
   older take a poll that fails for one that has nothing to report yet. */
bool faults_is_awaited(const struct fault *fault)
{
    enum { WITH_POOL = 0x081400, WITH_POLL_ERRORS = 0x075700 }; /* 8.20.0, 7.87.0 */
    unsigned version = curl_version_info(CURLVERSION_NOW)->version_num;
    return (is_of(fault, "pthread_create") && version >= WITH_POOL) ||
           (is_of(fault, "poll") && version < WITH_POLL_ERRORS);
}

void faults_arm(int32_t index, int32_t nth, int32_t is_lasting)
{
    armed.fault = &faults[index];
    armed.nth = nth;
    armed.is_lasting = is_lasting;
    armed.module = module_find(armed.fault->module);
    atomic_store(&calls, 0);
    atomic_store(&failures, 0);
    atomic_store(&is_armed, true);
}

int32_t faults_disarm(void)
{
    atomic_store(&is_armed, false);
    return atomic_load(&failures);
}

/* 0, or the number of the error with which this call is to fail. */
static int failure_of(const char *function, const void *caller)
{
    if (!atomic_load(&is_armed) || !is_of(armed.fault, function) ||
        !module_holds(&armed.module, caller))
        return 0;
    int call = atomic_fetch_add(&calls, 1) + 1;
    if (armed.is_lasting ? call < armed.nth : call != armed.nth)
        return 0;
    atomic_fetch_add(&failures, 1);
    return armed.is_lasting ? armed.fault->lasting : armed.fault->once;
}

#define FAILURE(function) failure_of(#function, __builtin_return_address(0))

static bool fails(int failure)
{
    if (failure)
        errno = failure;
    return failure != 0;
}

int epoll_create1(int flags)
{
    return fails(FAILURE(epoll_create1)) ? -1 : NEXT(epoll_create1)(flags);
}

int epoll_ctl(int epoll_fd, int operation, int fd, struct epoll_event *event)
{
    return fails(FAILURE(epoll_ctl)) ? -1 : NEXT(epoll_ctl)(epoll_fd, operation, fd, event);
}

int epoll_wait(int epoll_fd, struct epoll_event *events, int size, int timeout)
{
    return fails(FAILURE(epoll_wait)) ? -1 : NEXT(epoll_wait)(epoll_fd, events, size, timeout);
}

int eventfd(unsigned int value, int flags)
{
    return fails(FAILURE(eventfd)) ? -1 : NEXT(eventfd)(value, flags);
}

int timerfd_create(clockid_t clock, int flags)
{
    return fails(FAILURE(timerfd_create)) ? -1 : NEXT(timerfd_create)(clock, flags);
}

ssize_t read(int fd, void *buffer, size_t size)
{
    return fails(FAILURE(read)) ? -1 : NEXT(read)(fd, buffer, size);
}

ssize_t write(int fd, const void *data, size_t size)
{
    return fails(FAILURE(write)) ? -1 : NEXT(write)(fd, data, size);
}

int pthread_mutex_init(pthread_mutex_t *mutex, const pthread_mutexattr_t *attributes)
{
    int failure = FAILURE(pthread_mutex_init);
    return failure ? failure : NEXT(pthread_mutex_init)(mutex, attributes);
}

int pthread_condattr_init(pthread_condattr_t *attributes)
{
    int failure = FAILURE(pthread_condattr_init);
    return failure ? failure : NEXT(pthread_condattr_init)(attributes);
}

int pthread_cond_init(pthread_cond_t *condition, const pthread_condattr_t *attributes)
{
    int failure = FAILURE(pthread_cond_init);
    return failure ? failure : NEXT(pthread_cond_init)(condition, attributes);
}

int socket(int domain, int type, int protocol)
{
    return fails(FAILURE(socket)) ? -1 : NEXT(socket)(domain, type, protocol);
}

int socketpair(int domain, int type, int protocol, int fds[2])
{
    return fails(FAILURE(socketpair)) ? -1 : NEXT(socketpair)(domain, type, protocol, fds);
}

/* Every command in use takes a number, or nothing. */
int fcntl(int fd, int command, ...)
{
    va_list arguments;
    va_start(arguments, command);
    long value = va_arg(arguments, long);
    va_end(arguments);
    return fails(FAILURE(fcntl)) ? -1 : NEXT(fcntl)(fd, command, value);
}

int connect(int fd, __CONST_SOCKADDR_ARG address, socklen_t size)
{
    return fails(FAILURE(connect)) ? -1 : NEXT(connect)(fd, address, size);
}

int getsockopt(int fd, int level, int name, void *value, socklen_t *size)
{
    return fails(FAILURE(getsockopt)) ? -1 : NEXT(getsockopt)(fd, level, name, value, size);
}

/* A single byte is the word of libcurl's resolver, which loses the address if it cannot say it. */
ssize_t send(int fd, const void *data, size_t size, int flags)
{
    return size > 1 && fails(FAILURE(send)) ? -1 : NEXT(send)(fd, data, size, flags);
}

ssize_t recv(int fd, void *buffer, size_t size, int flags)
{
    return fails(FAILURE(recv)) ? -1 : NEXT(recv)(fd, buffer, size, flags);
}

/* Every name is this machine's. */
int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints,
                struct addrinfo **found)
{
    int failure = FAILURE(getaddrinfo);
    return failure ? failure : NEXT(getaddrinfo)("127.0.0.1", service, hints, found);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *),
                   void *context)
{
    int failure = FAILURE(pthread_create);
    return failure ? failure : NEXT(pthread_create)(thread, attributes, run, context);
}

int setsockopt(int fd, int level, int name, const void *value, socklen_t size)
{
    return fails(FAILURE(setsockopt)) ? -1 : NEXT(setsockopt)(fd, level, name, value, size);
}

int getsockname(int fd, __SOCKADDR_ARG address, socklen_t *size)
{
    return fails(FAILURE(getsockname)) ? -1 : NEXT(getsockname)(fd, address, size);
}

int getpeername(int fd, __SOCKADDR_ARG address, socklen_t *size)
{
    return fails(FAILURE(getpeername)) ? -1 : NEXT(getpeername)(fd, address, size);
}

int poll(struct pollfd *fds, nfds_t count, int timeout)
{
    return fails(FAILURE(poll)) ? -1 : NEXT(poll)(fds, count, timeout);
}
