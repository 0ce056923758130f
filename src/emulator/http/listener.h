/* SPDX-License-Identifier: Apache-2.0 */
/* The socket that the service listens on. */
#ifndef EMULATOR_LISTENER_H
#define EMULATOR_LISTENER_H

#include <stddef.h>
#include <stdint.h>

/* Listens on a numeric address; port 0 picks one. Writes "ADDRESS:PORT" as a URL has it. Ends the
 * program if it cannot. */
int listener_open(const char *address, uint16_t port, char *authority, size_t size);

#endif
