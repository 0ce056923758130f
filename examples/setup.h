/* SPDX-License-Identifier: Apache-2.0 */
/* What all examples but the first do alike: read what to call from the command line, make the
   objects for it, report how a call ended. */
#ifndef SETUP_H
#define SETUP_H

#include <skillcall/skillcall.h>

struct setup {
    const char *endpoint;    /* context.System.apiEndpoint of a skill request */
    const char *endpoint_id; /* context.System.device.deviceId */
    const char *from;        /* the user's number */
    char **to;               /* the numbers to call */
    size_t count;            /* how many they are */
    const char *token;       /* $SKILLCALL_TOKEN: arguments are visible to everybody */
    const char *ca_file;     /* $SKILLCALL_CA_FILE, or NULL for the host's certificates */
};

/* Reads ENDPOINT ENDPOINT_ID FROM TO... (at most max_calls of them). Prints the usage and ends the
   program with exit code 2 if they are not all there. */
void setup_read(struct setup *setup, int argc, char **argv, size_t max_calls);

/* Each returns NULL if it fails; the error has the reason. */
skillcall_access *setup_access(const struct setup *setup, const skillcall_allocator *allocator,
                               skillcall_error *error);
skillcall_client_options *setup_options(const struct setup *setup,
                                        const skillcall_allocator *allocator,
                                        skillcall_error *error);
skillcall_session *setup_session(const struct setup *setup, const skillcall_allocator *allocator,
                                 const char *to, skillcall_error *error);

/* Prints a receipt, or else why there is none; returns the exit code for it: 0 placed, 1 not
   placed, 4 unknown. */
int setup_report(const skillcall_receipt *receipt, const skillcall_error *error);

#endif
