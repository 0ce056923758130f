/* SPDX-License-Identifier: Apache-2.0 */
#include "base/allocator.h"
#include "base/error.h"
#include "json/json.h"
#include "json/json_words.h"

#include <jansson.h>
#include <string.h>

static const char byte_order_mark[] = "\xEF\xBB\xBF";

/* Gives jansson the next part of the skeleton. */
static size_t next_part(void *buffer, size_t room, void *user_data)
{
    skillcall__json_words *words = user_data;
    size_t length = 0;
    while (words->at < words->size && !words->fault && room - length >= SKILLCALL__JSON_WORD_SIZE)
        length += skillcall__json_next_word(words, (char *)buffer + length);
    return length;
}

/* Where the word that ends at a position of the skeleton begins in the source. */
static size_t find_word(const skillcall__json_words *words, size_t position)
{
    skillcall__json_words again = *words;
    char word[SKILLCALL__JSON_WORD_SIZE];
    size_t start = again.at = again.depth = 0;
    for (size_t length = 0; length < position;) {
        start = again.at;
        length += skillcall__json_next_word(&again, word);
    }
    return start;
}

/* Whether a string may stand here: at the start of an object or array, or after "," or ":". */
static bool may_be_string(const char *source, size_t at)
{
    if (source[at] != '"')
        return false;
    while (at > 0 && strchr(" \t\r\n", source[at - 1]))
        at--;
    return at > 0 && strchr("{[,:", source[at - 1]);
}

struct place {
    size_t line;
    size_t column;
};

static struct place place_of(const char *source, size_t at)
{
    struct place place = {1, 1};
    for (size_t i = 0; i < at; i++) {
        place.column += (source[i] & 0xC0) != 0x80;
        if (source[i] == '\n')
            place = (struct place){place.line + 1, 1};
    }
    return place;
}

static int32_t fail_at(const skillcall__json_document *document, const skillcall__json_words *words,
                       size_t at, enum skillcall__json_fault fault)
{
    struct place place = place_of(words->source, at);
    if (fault == SKILLCALL__JSON_NOT_UTF8)
        return skillcall__fail(document->error, SKILLCALL_E_MALFORMED,
                               "%s is not UTF-8 (line %zu, column %zu)", document->what, place.line,
                               place.column);
    if (fault == SKILLCALL__JSON_TOO_DEEP)
        return skillcall__fail(document->error, SKILLCALL_E_MALFORMED,
                               "%s is nested deeper than %d levels (line %zu, column %zu)",
                               document->what, SKILLCALL__JSON_DEPTH_MAX, place.line, place.column);
    return skillcall__fail(document->error, SKILLCALL_E_MALFORMED,
                           "%s is not a well-formed JSON object (line %zu, column %zu)",
                           document->what, place.line, place.column);
}

/* jansson has no message for out of memory, and reports a string without memory as an invalid
   token. */
static int32_t fail_parse(const skillcall__json_document *document,
                          const skillcall__json_words *words, const json_error_t *found)
{
    if (!found->text[0])
        return skillcall__fail_no_memory(document->error);
    if (json_error_code(found) == json_error_premature_end_of_input)
        return fail_at(document, words, words->size, SKILLCALL__JSON_MALFORMED);
    size_t at = find_word(words, (size_t)found->position);
    return may_be_string(words->source, at)
               ? skillcall__fail_no_memory(document->error)
               : fail_at(document, words, at, SKILLCALL__JSON_MALFORMED);
}

static int32_t check_names(const skillcall__json_document *document,
                           const skillcall__json_words *words, skillcall__json json);

static int32_t check_member(const skillcall__json_document *document,
                            const skillcall__json_words *words, json_t *seen, const char *name,
                            skillcall__json value)
{
    if (json_object_get(seen, name))
        return skillcall__fail(document->error, SKILLCALL_E_MALFORMED,
                               "%s repeats a member of an object (line %zu): keep one of them",
                               document->what,
                               place_of(words->source, (size_t)(name - document->strings)).line);
    if (json_object_set_new_nocheck(seen, name, json_null()))
        return skillcall__fail_no_memory(document->error);
    return check_names(document, words, value);
}

/* Checks that no object has a duplicate name. */
static int32_t check_names(const skillcall__json_document *document,
                           const skillcall__json_words *words, skillcall__json json)
{
    int32_t status = SKILLCALL_OK;
    for (size_t i = 0; i < skillcall__json_count(json) && !status; i++)
        status = check_names(document, words, skillcall__json_element(json, i));
    void *member = skillcall__json_next(json, NULL);
    if (!member)
        return status;
    json_t *seen = json_object();
    if (!seen)
        return skillcall__fail_no_memory(document->error);
    for (; member && !status; member = skillcall__json_next(json, member))
        status = check_member(document, words, seen, skillcall__json_next_name(json, member),
                              skillcall__json_next_value(json, member));
    json_decref(seen);
    return status;
}

static int32_t read_words(skillcall__json_document *document, skillcall__json_words *words)
{
    json_error_t found = {0};
    json_t *tree = json_load_callback(next_part, words, 0, &found);
    document->root = (skillcall__json){.node = tree, .strings = document->strings};
    if (words->fault)
        return fail_at(document, words, words->at, words->fault);
    if (!tree)
        return fail_parse(document, words, &found);
    return words->is_strict ? check_names(document, words, document->root) : SKILLCALL_OK;
}

static void free_tree(skillcall__json_document *document)
{
    json_decref((json_t *)document->root.node);
    document->root.node = NULL;
}

static int32_t check_encoding(const skillcall__json_document *document, const char *data,
                              size_t size)
{
    if (size > 1 && (memcmp(data, "\xFE\xFF", 2) == 0 || memcmp(data, "\xFF\xFE", 2) == 0 ||
                     !data[0] != !data[1]))
        return skillcall__fail(document->error, SKILLCALL_E_MALFORMED,
                               "%s is UTF-16: send it as UTF-8", document->what);
    if (size && memchr(data, '\0', size))
        return skillcall__fail(document->error, SKILLCALL_E_MALFORMED, "%s holds a NUL byte",
                               document->what);
    return SKILLCALL_OK;
}

int32_t skillcall__json_parse(skillcall__json_document *document, const char *data, size_t size)
{
    size_t mark = sizeof byte_order_mark - 1;
    if (size > document->max_size)
        return skillcall__fail(document->error, SKILLCALL_E_TOO_LARGE, "%s has more than %zu bytes",
                               document->what, document->max_size);
    int32_t status = check_encoding(document, data, size);
    if (status)
        return status;
    if (!document->is_strict && size >= mark && memcmp(data, byte_order_mark, mark) == 0) {
        data += mark;
        size -= mark;
    }
    document->strings = skillcall__allocate(document->allocator, size + 1);
    if (!document->strings)
        return skillcall__fail_no_memory(document->error);
    document->strings_size = size + 1;
    skillcall__json_words words = {.source = data,
                                   .size = size,
                                   .strings = document->strings,
                                   .is_strict = document->is_strict};
    status = read_words(document, &words);
    if (status)
        free_tree(document);
    return status;
}

void skillcall__json_free(skillcall__json_document *document)
{
    free_tree(document);
    if (document->strings)
        skillcall__wipe(document->strings, document->strings_size);
    skillcall__deallocate(document->allocator, document->strings);
}
