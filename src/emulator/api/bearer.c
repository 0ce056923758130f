/* SPDX-License-Identifier: Apache-2.0 */
#include "api/bearer.h"

#include <string.h>
#include <strings.h>

const char *bearer_token(const char *header)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                   "0123456789-._~+/";
    static const char scheme[] = "Bearer ";
    if (!header || strncasecmp(header, scheme, strlen(scheme)) != 0)
        return NULL;

    const char *token = header + strlen(scheme);
    size_t length = strspn(token, alphabet);
    size_t padding = strspn(token + length, "=");
    return length > 0 && token[length + padding] == '\0' ? token : NULL;
}
