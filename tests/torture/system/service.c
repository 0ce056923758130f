/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE

#include "service.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ID_START "00000000-0000-4000-8000-"

static struct truth *truth;

static void must(bool holds, const char *what)
{
    if (holds)
        return;
    perror(what);
    abort();
}

void service_id(size_t n, char id[SERVICE_ID_SIZE])
{
    snprintf(id, SERVICE_ID_SIZE, ID_START "%012zx", n);
}

/* Whether a whole request came: headers and as much body as they announce. */
static bool read_request(int fd, char *buffer, size_t size)
{
    size_t length = 0, wanted = size - 1;
    while (length < wanted) {
        ssize_t got = recv(fd, buffer + length, wanted - length, 0);
        if (got <= 0)
            return false;
        length += (size_t)got;
        buffer[length] = '\0';
        const char *end = strstr(buffer, "\r\n\r\n");
        const char *body = strstr(buffer, "Content-Length: ");
        if (end)
            wanted = (size_t)(end - buffer) + 4 + (body ? strtoul(body + 16, NULL, 10) : 0);
    }
    return true;
}

void service_count(const char *request)
{
    const char *id = strstr(request, ID_START);
    size_t n = id ? strtoul(id + strlen(ID_START), NULL, 16) : SERVICE_CALLS_MAX;
    if (n < SERVICE_CALLS_MAX)
        atomic_fetch_add(&truth->received[n], 1);
}

static void *serve(void *context)
{
    int fd = (int)(intptr_t)context;
    char request[8192];
    while (read_request(fd, request, sizeof request)) {
        service_count(request);
        if (!atomic_load(&truth->is_silent))
            send(fd, SERVICE_ANSWER, strlen(SERVICE_ANSWER), MSG_NOSIGNAL);
    }
    close(fd);
    atomic_fetch_sub(&truth->connections, 1);
    return NULL;
}

static void serve_all(int listener)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (;;) {
        pthread_t thread;
        int fd = accept(listener, NULL, NULL);
        must(fd >= 0, "accept");
        atomic_fetch_add(&truth->connections, 1);
        must(pthread_create(&thread, NULL, serve, (void *)(intptr_t)fd) == 0, "thread");
        pthread_detach(thread);
    }
}

static struct sockaddr_in local_address(uint16_t port)
{
    return (struct sockaddr_in){
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

void service_start(struct service *service)
{
    struct sockaddr_in address = local_address(0);
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    must(bind(listener, (struct sockaddr *)&address, size) == 0, "bind");
    must(listen(listener, 64) == 0, "listen");
    must(getsockname(listener, (struct sockaddr *)&address, &size) == 0, "name");
    truth = mmap(NULL, sizeof *truth, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    must(truth != MAP_FAILED, "mmap");
    *service = (struct service){.truth = truth, .port = ntohs(address.sin_port)};
    service->process = fork();
    must(service->process >= 0, "fork");
    if (service->process == 0)
        serve_all(listener);
    close(listener);
}

void service_stop(struct service *service)
{
    kill(service->process, SIGKILL);
    waitpid(service->process, NULL, 0);
    munmap(service->truth, sizeof *service->truth);
}

void service_drain(uint16_t port)
{
    struct sockaddr_in address = local_address(port);
    char none;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    must(connect(fd, (struct sockaddr *)&address, sizeof address) == 0, "connect");
    shutdown(fd, SHUT_WR);
    while (recv(fd, &none, 1, 0) > 0)
        ;
    close(fd);
}

/* Connections are accepted in their order, so when this one has come to its end, every earlier one
   is counted. */
void service_settle(const struct service *service)
{
    service_drain(service->port);
    while (atomic_load(&service->truth->connections) > 0)
        nanosleep(&(struct timespec){.tv_nsec = 100000}, NULL);
}
