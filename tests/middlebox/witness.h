/* SPDX-License-Identifier: Apache-2.0 */
/* Sees what the program writes to sockets and to TLS libraries, whatever a library says of it. */
#ifndef WITNESS_H
#define WITNESS_H

#include <stddef.h>

/* In each request's token and in its body, before the call's number of eight digits. The first are
   letters that HPACK's Huffman code would make longer, so that HTTP/2 has them in plain, too. */
#define WITNESS_TOKEN "~~~~~~~~~~~~~~~~"
#define WITNESS_ID "call-"

/* Watches the calls with the numbers from first on, before any other thread is started. */
void witness_start(unsigned first, size_t count);

/* How many writes held a part of this call's request and were taken at least in part. */
unsigned witness_writes(unsigned number);

#endif
