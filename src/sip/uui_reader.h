/* SPDX-License-Identifier: Apache-2.0 */
/* Reads User-to-User header fields by the grammar of RFC 7433 §4.1 and RFC 3261 §25.1. */
#ifndef SKILLCALL_SIP_UUI_READER_H
#define SKILLCALL_SIP_UUI_READER_H

#include <stdbool.h>
#include <stddef.h>

typedef struct skillcall__slice {
    const char *data; /* NULL if the field does not have it */
    size_t size;
} skillcall__slice;

/* One value of a field; slices point into the field. */
typedef struct skillcall__uui_value {
    skillcall__slice data; /* for a quoted string, the text between the quotes, still escaped */
    skillcall__slice purpose;
    skillcall__slice encoding;
} skillcall__uui_value;

typedef struct skillcall__uui_reader {
    const char *start;
    const char *at;
    const char *end;
    const char *fault; /* what is wrong at this place, in words; NULL if nothing is */
} skillcall__uui_reader;

void skillcall__uui_open(skillcall__uui_reader *reader, const char *field, size_t size);

/* Reads the next value. False at the end or at a fault; do not call it again then. */
bool skillcall__uui_next(skillcall__uui_reader *reader, skillcall__uui_value *value);

/* Compares without regard to ASCII case. */
bool skillcall__slice_is(skillcall__slice slice, const char *name);

#endif
