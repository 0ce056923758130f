/* SPDX-License-Identifier: Apache-2.0 */
#include "base/secrets.h"

#include "base/die.h"
#include "base/texts.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Whether a name is that of a secret, or a text contains such a name. */
static bool names_secret(const char *text)
{
    static const char *const words[] = {"authorization", "cookie",     "token",   "secret",
                                        "password",      "credential", "api-key", "apikey",
                                        "signature",     "bearer "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasestr(text, words[i]))
            return true;
    return false;
}

const char *masked_header(const char *name, const char *value)
{
    if (!names_secret(name) && !names_secret(value))
        return value;
    return strncasecmp(value, "Bearer ", 7) == 0 ? "Bearer ***" : "***";
}

json_t *masked_document(const json_t *document)
{
    json_t *copy = must(json_is_object(document)  ? json_object()
                        : json_is_array(document) ? json_array()
                                                  : json_deep_copy(document));
    const char *name;
    json_t *value;
    size_t i;
    json_object_foreach((json_t *)document, name, value)
    {
        json_object_set_new(copy, name,
                            names_secret(name) ? json_string("***") : masked_document(value));
    }
    json_array_foreach(document, i, value)
    {
        json_array_append_new(copy, masked_document(value));
    }
    return copy;
}

json_t *masked_text(const char *text)
{
    return names_secret(text) ? json_string("***") : text_to_json(text);
}

/* A shorter token is no secret, and may be part of words. JSON escapes no byte of a token. */
json_t *without_token(json_t *document, const char *token)
{
    enum { TOKEN_MIN = 16 };
    static const char mask[] = "***";
    size_t length = token ? strlen(token) : 0;
    if (length < TOKEN_MIN)
        return document;
    char *text = must(json_dumps(document, JSON_COMPACT));
    char *at = strstr(text, token);
    if (at) {
        for (; at; at = strstr(at, token)) {
            memcpy(at, mask, strlen(mask));
            at += strlen(mask);
            memmove(at, at + length - strlen(mask), strlen(at + length - strlen(mask)) + 1);
        }
        json_decref(document);
        document = must(json_loads(text, 0, NULL));
    }
    free(text);
    return document;
}
