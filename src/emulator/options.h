/* The flags of the program. */
#ifndef EMULATOR_OPTIONS_H
#define EMULATOR_OPTIONS_H

#include "scenario.h"

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

struct options {
    const char *address;
    uint16_t port;
    bool tls;
    enum tls_fault tls_fault;
    const char *ca_out;
    const char *log;    /* NULL for none */
    struct plan plan;   /* what tokens meet that name no scenario */
    bool allow_unknown; /* accepts unknown participant types and provider ids */

    /* What happens after a session was started. */
    const char *invite; /* the SIP URI that is called, NULL for none */
    uint32_t ring_ms;
    uint32_t talk_ms;
    const char *event_url;  /* NULL for none */
    const char *event_file; /* NULL for none */
    const char *lwa_client_id;
};

/* Reads the flags. False if the program is to end now, with *exit_code. */
bool options_parse(int argc, char **argv, struct options *options, int *exit_code);

/* Prints what --help shows. */
void help_print(void);

#endif
