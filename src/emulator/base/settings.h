/* SPDX-License-Identifier: Apache-2.0 */
/* What the flags of the program ask for. */
#ifndef EMULATOR_SETTINGS_H
#define EMULATOR_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

/* What is wrong with the certificate or the protocol that TLS clients see. */
enum tls_fault {
    TLS_SOUND,
    TLS_EXPIRED,
    TLS_NOT_YET_VALID,
    TLS_WRONG_HOST,
    TLS_SELF_SIGNED,
    TLS_OLD_VERSION
};

/* What the built-in phone does when it rings. */
enum phone_manner { PHONE_NONE, PHONE_BY_HAND, PHONE_ANSWERS, PHONE_DECLINES };

struct settings {
    const char *address;
    uint32_t port;
    bool tls;
    enum tls_fault tls_fault;
    const char *ca_out;
    const char *log;          /* NULL for none */
    const char *load;         /* the log of an earlier run, NULL for none */
    uint32_t keep;            /* how many records the journal keeps */
    uint32_t idle_seconds;    /* how long a connection may be silent, 0 for no limit */
    bool control;             /* whether /_emulator/ is served */
    const char *control_host; /* a name that Host may have, NULL for none */
    const char *fault;        /* the scenario for tokens that name none */
    bool allow_unknown;       /* accepts unknown participant types and provider ids */

    /* What happens after a session was started. */
    const char *invite; /* the SIP URI that is called, NULL for none */
    enum phone_manner phone;
    uint32_t answer_after_ms; /* of a phone that acts by itself */
    bool registrar;
    uint32_t registrar_port;
    uint32_t ring_ms;
    uint32_t talk_ms;
    const char *event_url;  /* NULL for none */
    const char *event_file; /* NULL for none */
    const char *lwa_client_id;
};

#endif
