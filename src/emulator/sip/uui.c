#include "sip/uui.h"

#include "base/die.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *put_hex(char *hex, const char *text)
{
    for (; *text; text++)
        hex += sprintf(hex, "%02x", (unsigned char)*text);
    return hex;
}

char *uui_value(const char *client_session_id)
{
    static const char label[] = "csi=";
    static const char parameter[] = ";encoding=hex";
    size_t digits = 2 * (strlen(label) + strlen(client_session_id));
    char *value = must(malloc(digits + sizeof parameter));
    char *end = put_hex(put_hex(value, label), client_session_id);
    strcpy(end, parameter);
    return value;
}
