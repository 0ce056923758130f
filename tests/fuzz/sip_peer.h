/* SPDX-License-Identifier: Apache-2.0 */
/* A callee for the emulator's SIP stack, on a loopback of its own and by a clock of its own. */
#ifndef TESTS_FUZZ_SIP_PEER_H
#define TESTS_FUZZ_SIP_PEER_H

#include "fuzz.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <sofia-sip/su_wait.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MESSAGE_MAX = 65536, TEXT_MAX = 512 };

/* What Sofia-SIP passes its times through. */
extern void (*_su_time)(su_time_t *time);
extern uint64_t (*_su_nanotime)(uint64_t *time);
extern uint64_t (*_su_monotime)(uint64_t *time);

static unsigned long seconds_ahead;

static void move_time(su_time_t *time)
{
    if (time)
        time->tv_sec += seconds_ahead;
}

static uint64_t move_nanotime(uint64_t *time)
{
    return *time += (uint64_t)seconds_ahead * 1000000000;
}

/* Nothing that a peer asks for leaves a network in which there is only this process. It is made
   before there are threads, so that it may also be made without being root. */
__attribute__((constructor)) static void isolate(void)
{
    struct ifreq loopback = {.ifr_name = "lo", .ifr_flags = IFF_UP};
    REQUIRE(unshare(CLONE_NEWNET) == 0 || unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0);
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    REQUIRE(fd >= 0 && ioctl(fd, SIOCSIFFLAGS, &loopback) == 0);
    close(fd);
    _su_time = move_time;
    _su_nanotime = move_nanotime;
    _su_monotime = move_nanotime;
}

/* Requests of a method that came, but not those that came again. */
struct tally {
    int count;
    char last[TEXT_MAX]; /* the CSeq of the last */
};

/* The callee, and the INVITE that it got. */
struct peer {
    int fd;
    char uri[64];
    struct sockaddr_in caller;
    char via[TEXT_MAX], from[TEXT_MAX], to[TEXT_MAX], call_id[TEXT_MAX], sequence[TEXT_MAX];
    struct tally invites, byes, cancels;
    int is_answering; /* all but INVITE and ACK */
};

static inline void open_peer(struct peer *peer)
{
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof own;
    peer->fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    REQUIRE(peer->fd >= 0 && bind(peer->fd, (struct sockaddr *)&own, sizeof own) == 0 &&
            getsockname(peer->fd, (struct sockaddr *)&own, &size) == 0);
    snprintf(peer->uri, sizeof peer->uri, "sip:127.0.0.1:%d", ntohs(own.sin_port));
}

/* Copies the value of a header. */
static inline void copy_header(const char *message, const char *name, char value[TEXT_MAX])
{
    char start[32];
    snprintf(start, sizeof start, "\r\n%s: ", name);
    const char *found = strstr(message, start);
    REQUIRE(found != NULL);
    found += strlen(start);
    snprintf(value, TEXT_MAX, "%.*s", (int)strcspn(found, "\r"), found);
}

static inline void send_text(const struct peer *peer, const char *text, size_t size)
{
    (void)sendto(peer->fd, text, size, 0, (const struct sockaddr *)&peer->caller,
                 sizeof peer->caller);
}

/* Sends a request or a response with the headers that make it part of the call, then the rest of a
   message, in which lines end with a newline. */
static inline void send_message(const struct peer *peer, const char *first, const uint8_t *rest,
                                size_t size)
{
    static char text[MESSAGE_MAX];
    int is_response = strncmp(first, "SIP/2.0", 7) == 0;
    const char *from = is_response ? peer->from : peer->to,
               *to = is_response ? peer->to : peer->from;
    const char *tag = ";tag=callee", *none = "";
    int length =
        snprintf(text, sizeof text,
                 "%s\r\nVia: %s\r\nFrom: %s%s\r\nTo: %s%s\r\nCall-ID: %s\r\nCSeq: ", first,
                 is_response ? peer->via : "SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK-callee", from,
                 is_response ? none : tag, to, is_response ? tag : none, peer->call_id);
    char method[TEXT_MAX];
    snprintf(method, sizeof method, "%.*s", (int)strcspn(first, " "), first);
    length += is_response
                  ? snprintf(text + length, sizeof text - (size_t)length, "%s\r\n", peer->sequence)
                  : snprintf(text + length, sizeof text - (size_t)length, "7 %s\r\n", method);
    for (size_t i = 0; i < size && length + 3 < MESSAGE_MAX; i++) {
        if (rest[i] == '\n')
            text[length++] = '\r';
        text[length++] = (char)rest[i];
    }
    send_text(peer, text, (size_t)length);
}

static inline void keep_invite(struct peer *peer, const char *message)
{
    copy_header(message, "Via", peer->via);
    copy_header(message, "From", peer->from);
    copy_header(message, "To", peer->to);
    copy_header(message, "Call-ID", peer->call_id);
    copy_header(message, "CSeq", peer->sequence);
}

/* Answers a request with 200, so that the call can end. */
static inline void answer_request(struct peer *peer, const char *message)
{
    char answer[4 * TEXT_MAX], via[TEXT_MAX], from[TEXT_MAX], to[TEXT_MAX], sequence[TEXT_MAX];
    copy_header(message, "Via", via);
    copy_header(message, "From", from);
    copy_header(message, "To", to);
    copy_header(message, "CSeq", sequence);
    int length = snprintf(answer, sizeof answer,
                          "SIP/2.0 200 OK\r\nVia: %s\r\nFrom: %s\r\nTo: %s\r\nCall-ID: %s\r\n"
                          "CSeq: %s\r\nContent-Length: 0\r\n\r\n",
                          via, from, to, peer->call_id, sequence);
    send_text(peer, answer, (size_t)length);
}

static inline void tally(struct tally *tally, const char *message)
{
    char sequence[TEXT_MAX];
    copy_header(message, "CSeq", sequence);
    tally->count += strcmp(sequence, tally->last) != 0;
    strcpy(tally->last, sequence);
}

static inline int is_method(const char *message, const char *method)
{
    return strncmp(message, method, strlen(method)) == 0 && message[strlen(method)] == ' ';
}

static inline void take_message(struct peer *peer, const char *message)
{
    if (is_method(message, "INVITE")) {
        if (peer->invites.count == 0)
            keep_invite(peer, message);
        if (!strstr(message, ";tag=callee"))
            tally(&peer->invites, message);
    } else if (!is_method(message, "ACK") && strncmp(message, "SIP/2.0", 7) != 0) {
        int is_bye = is_method(message, "BYE"), is_cancel = is_method(message, "CANCEL");
        REQUIRE(is_bye || is_cancel || is_method(message, "PRACK"));
        if (is_bye || is_cancel)
            tally(is_bye ? &peer->byes : &peer->cancels, message);
        if (peer->is_answering)
            answer_request(peer, message);
    }
}

/* Takes what the emulator has sent; whether that was anything. */
static inline int take_messages(struct peer *peer)
{
    static char message[MESSAGE_MAX];
    socklen_t size = sizeof peer->caller;
    int taken = 0;
    for (ssize_t length; (length = recvfrom(peer->fd, message, sizeof message - 1, 0,
                                            (struct sockaddr *)&peer->caller, &size)) > 0;) {
        message[length] = '\0';
        take_message(peer, message);
        taken = 1;
    }
    return taken;
}

#endif
