/* SPDX-License-Identifier: Apache-2.0 */
#include "sip/uui.h"

#include "base/die.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static char *put_hex(char *hex, const char *text)
{
    for (; *text; text++)
        hex += sprintf(hex, "%02x", (unsigned char)*text);
    return hex;
}

static const char label[] = "csi=";
static const char parameter[] = ";encoding=hex";

char *uui_value(const char *client_session_id)
{
    size_t digits = 2 * (strlen(label) + strlen(client_session_id));
    char *value = must(malloc(digits + sizeof parameter));
    char *end = put_hex(put_hex(value, label), client_session_id);
    strcpy(end, parameter);
    return value;
}

/* Reads a number of pairs of hex digits as printable text; false if they are not. */
static bool get_hex(const char *hex, size_t pairs, char *text)
{
    for (size_t i = 0; i < pairs; i++) {
        unsigned octet;
        sscanf(hex + 2 * i, "%2x", &octet);
        if (octet < ' ' || octet > '~')
            return false;
        text[i] = (char)octet;
    }
    text[pairs] = '\0';
    return true;
}

char *uui_client_session_id(const char *value)
{
    size_t digits = strspn(value, "0123456789abcdefABCDEF");
    const char *rest = value + digits;
    if (digits % 2 != 0 || (*rest && strcasecmp(rest, parameter) != 0))
        return NULL;
    char *text = must(malloc(digits / 2 + 1));
    if (get_hex(value, digits / 2, text) && strncmp(text, label, strlen(label)) == 0) {
        memmove(text, text + strlen(label), strlen(text) - strlen(label) + 1);
        return text;
    }
    free(text);
    return NULL;
}
