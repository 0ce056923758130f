#include "base/allocator.h"
#include "base/error.h"
#include "json/json.h"

#include <jansson.h>
#include <string.h>

/* jansson's lexer does not notice that its buffer can't grow: it loses characters of a string, or
   reads on behind the buffer where the closing quote is lost (jansson's issue 362). The buffer
   serves all strings of a text in turn and never shrinks. So the document is read as the second
   element of an array. The first is a string longer than any of the document's: if it arrives
   whole, the buffer is large enough for the rest. It consists of surrogate pairs, and the buffer,
   which holds 2^n - 1 characters with the quote, is always full within a pair: whatever is lost
   there leaves half a pair, at which jansson stops, or lacks whole pairs, which shows in the
   length. The third is as long again, so that nothing of the document stays in the buffer. */
struct padded {
    struct piece {
        const char *text; /* NULL: filler */
        size_t size;
    } pieces[7];
    size_t piece, at; /* what is handed out next */
};

enum { PIECES = 7, PART_MAX = 16, PAIR_SIZE = 12, PAIR_SIZE_DECODED = 4 };

static const char pair[] = "\\ud83d\\ude00";

/* How deep a text nests, and a bound for the length of its strings and numbers. */
struct measures {
    size_t depth;
    size_t longest;
};

static struct measures measure(const char *data, size_t size)
{
    struct measures most = {0};
    size_t depth = 0, length = 0;
    bool in_string = false;
    for (size_t i = 0; i < size; i++) {
        length++;
        if (in_string && data[i] == '\\') {
            i++;
            length++;
        } else if (data[i] == '"') {
            in_string = !in_string;
        } else if (!in_string) {
            bool opens = data[i] == '{' || data[i] == '[';
            bool closes = data[i] == '}' || data[i] == ']';
            depth = depth + opens - (closes && depth);
            length = opens || closes || data[i] == ',' || data[i] == ':' ? 0 : length;
        }
        most.depth = depth > most.depth ? depth : most.depth;
        most.longest = length > most.longest ? length : most.longest;
    }
    return most;
}

static size_t filler_size(size_t longest)
{
    return (longest / PAIR_SIZE + 2) * PAIR_SIZE;
}

static struct padded pad(const char *data, size_t size, size_t filler)
{
    return (struct padded){.pieces = {
                               {"[\"", 2},
                               {NULL, filler},
                               {"\",\n", 3}, /* the columns remain those of the document */
                               {data, size},
                               {",\"", 2},
                               {NULL, filler},
                               {"\"]", 2},
                           }};
}

/* In small parts, because jansson leaves the last of them on the stack. */
static size_t next_part(void *buffer, size_t room, void *user_data)
{
    struct padded *padded = user_data;
    while (padded->piece < PIECES && padded->at == padded->pieces[padded->piece].size) {
        padded->piece++;
        padded->at = 0;
    }
    if (padded->piece == PIECES)
        return 0;
    const struct piece *piece = &padded->pieces[padded->piece];
    size_t part = piece->size - padded->at;
    part = part > PART_MAX ? PART_MAX : part;
    part = part > room ? room : part;
    if (piece->text)
        memcpy(buffer, piece->text + padded->at, part);
    else
        for (size_t i = 0; i < part; i++)
            ((char *)buffer)[i] = pair[(padded->at + i) % PAIR_SIZE];
    padded->at += part;
    return part;
}

static char character_at(const struct padded *padded, size_t position)
{
    for (const struct piece *piece = padded->pieces; piece < padded->pieces + PIECES; piece++) {
        if (position < piece->size)
            return piece->text ? piece->text[position] : pair[position % PAIR_SIZE];
        position -= piece->size;
    }
    return '\0';
}

/* Of a string that is wrong jansson says what is wrong; only one without memory is just no token.
 */
static bool lacked_memory(const struct padded *padded, const json_error_t *found)
{
    enum json_error_code code = json_error_code(found);
    size_t before_document =
        padded->pieces[0].size + padded->pieces[1].size + padded->pieces[2].size;
    if (code == json_error_unknown || code == json_error_out_of_memory ||
        (size_t)found->position < before_document)
        return true;
    bool is_no_token = strncmp(found->text, "invalid token", 13) == 0 ||
                       strncmp(found->text, "string or '}' expected", 22) == 0;
    return is_no_token && character_at(padded, (size_t)found->position - 1) == '"';
}

static int32_t fail_parse(const struct padded *padded, const char *what, const json_error_t *found,
                          skillcall_error *error)
{
    if (lacked_memory(padded, found))
        return skillcall__fail_no_memory(error);
    int line = found->line - 1;
    switch (json_error_code(found)) {
    case json_error_duplicate_key:
        return skillcall__fail(error, SKILLCALL_E_MALFORMED,
                               "%s has a member twice in one object (line %d): keep one of them",
                               what, line);
    case json_error_invalid_utf8:
        return skillcall__fail(error, SKILLCALL_E_MALFORMED, "%s is not UTF-8 (line %d)", what,
                               line);
    default:
        return skillcall__fail(error, SKILLCALL_E_MALFORMED,
                               "%s is not one well-formed JSON object (line %d, column %d)", what,
                               line, found->column);
    }
}

/* Takes the array, gives the document in it. */
static json_t *take_document(json_t *array, size_t filler, const char *what, skillcall_error *error)
{
    json_t *document = json_array_get(array, 1);
    if (json_string_length(json_array_get(array, 0)) != filler / PAIR_SIZE * PAIR_SIZE_DECODED) {
        skillcall__fail_no_memory(error);
    } else if (json_array_size(array) != 3 ||
               !(json_is_object(document) || json_is_array(document))) {
        skillcall__fail(error, SKILLCALL_E_MALFORMED, "%s is not one JSON object or array", what);
    } else {
        json_incref(document);
        json_decref(array);
        return document;
    }
    skillcall__json_free(array);
    return NULL;
}

static json_t *read_padded(const char *data, size_t size, size_t filler, const char *what,
                           skillcall_error *error)
{
    struct padded padded = pad(data, size, filler);
    json_error_t found = {0}; /* jansson leaves it alone when its own memory runs out */
    /* Nobody reads a number, so that an integer of any size will do. */
    size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL;
    json_t *array = json_load_callback(next_part, &padded, flags, &found);
    json_t *document = NULL;
    if (array)
        document = take_document(array, filler, what, error);
    else
        fail_parse(&padded, what, &found, error);
    skillcall__wipe(&found, sizeof found); /* it quotes the text */
    return document;
}

skillcall__json *skillcall__json_parse(const char *data, size_t size, size_t max_size,
                                       size_t max_depth, const char *what, skillcall_error *error)
{
    if (size > max_size) {
        skillcall__fail(error, SKILLCALL_E_TOO_LARGE, "%s has more than %zu bytes", what, max_size);
        return NULL;
    }
    if (size && memchr(data, '\0', size)) { /* jansson passes over one behind a word */
        skillcall__fail(error, SKILLCALL_E_MALFORMED, "%s holds a NUL byte", what);
        return NULL;
    }
    struct measures measures = measure(data, size);
    if (measures.depth > max_depth) {
        skillcall__fail(error, SKILLCALL_E_MALFORMED, "%s nests deeper than %zu levels", what,
                        max_depth);
        return NULL;
    }
    return read_padded(data, size, filler_size(measures.longest), what, error);
}
