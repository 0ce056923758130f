/* SPDX-License-Identifier: Apache-2.0 */
#include "event/event_answer.h"

#include "base/die.h"
#include "base/foreign_json.h"
#include "base/texts.h"

#include <stdlib.h>
#include <string.h>

#define ANSWER_MAX ((size_t)64 * 1024)

bool event_answer_add(struct event_answer *answer, const char *piece, size_t size)
{
    if (size > ANSWER_MAX - answer->size)
        return false;
    answer->bytes = must(realloc(answer->bytes, answer->size + size + 1));
    memcpy(answer->bytes + answer->size, piece, size);
    answer->size += size;
    return true;
}

json_t *event_answer_shown(const struct event_answer *answer)
{
    json_error_t error;
    if (answer->size == 0)
        return json_null();
    json_t *document = read_foreign_json(answer->bytes, answer->size, 0, &error);
    return document ? document : bytes_to_json(answer->bytes, answer->size);
}

void event_answer_clear(struct event_answer *answer)
{
    free(answer->bytes);
}
