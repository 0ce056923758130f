/* SPDX-License-Identifier: Apache-2.0 */
#include "api/tries.h"

#include "base/die.h"

#include <gnutls/crypto.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TRIES_MAX 10000
#define DIGEST_SIZE 32

/* Counts by digest, in the order of the first request: tokens and ids may be long, and tokens are
 * secrets. */
struct tries {
    json_t *counts;
};

struct tries *tries_new(void)
{
    struct tries *tries = must(calloc(1, sizeof *tries));
    tries->counts = must(json_object());
    return tries;
}

static void write_key(char *key, const char *token, const char *path, const char *id)
{
    unsigned char digest[DIGEST_SIZE];
    json_t *parts = must(json_pack("[s, s, s]", token, path, id));
    char *text = must(json_dumps(parts, 0));
    gnutls_hash_fast(GNUTLS_DIG_SHA256, text, strlen(text), digest);
    for (size_t i = 0; i < DIGEST_SIZE; i++)
        sprintf(key + 2 * i, "%02x", digest[i]);
    free(text);
    json_decref(parts);
}

uint64_t tries_count(struct tries *tries, const char *token, const char *path, const char *id)
{
    char key[2 * DIGEST_SIZE + 1];
    write_key(key, token, path, id);
    json_int_t count = 1 + json_integer_value(json_object_get(tries->counts, key));
    json_object_set_new(tries->counts, key, json_integer(count));
    if (json_object_size(tries->counts) > TRIES_MAX)
        json_object_del(tries->counts, json_object_iter_key(json_object_iter(tries->counts)));
    return (uint64_t)count;
}

void tries_clear(struct tries *tries)
{
    json_object_clear(tries->counts);
}

void tries_free(struct tries *tries)
{
    json_decref(tries->counts);
    free(tries);
}
