/* SPDX-License-Identifier: Apache-2.0 */
#include "support/mutations.h"

char *read_text_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = calloc(1, 1 << 16);
    if (!file || !text || fread(text, 1, (1 << 16) - 1, file) == 0)
        abort();
    fclose(file);
    return text;
}

/* The document with the text between two places taken out and another put in. */
static void check_replaced(const char *json, const char *from, const char *to, const char *by,
                           size_t by_size, bool is_broken, mutation_check check)
{
    size_t head = (size_t)(from - json);
    size_t tail = strlen(to);
    /* A block of just this size lets a sanitizer see any reading beyond the end. */
    char *spoilt = malloc(head + by_size + tail);
    if (!spoilt)
        abort();
    memcpy(spoilt, json, head);
    memcpy(spoilt + head, by, by_size);
    memcpy(spoilt + head + by_size, to, tail);
    check(spoilt, head + by_size + tail, is_broken);
    free(spoilt);
}

static void check_every_cut(const char *json, mutation_check check)
{
    const char *last = strrchr(json, '}');
    for (const char *end = json; end <= last; end++) {
        size_t size = (size_t)(end - json);
        char *cut = malloc(size + 1);
        if (!cut)
            abort();
        memcpy(cut, json, size);
        check(cut, size, true);
        free(cut);
    }
}

static void check_every_bad_byte(const char *json, mutation_check check)
{
    for (const char *at = json; *at; at++)
        check_replaced(json, at, at + 1, "\xFF", 1, true, check);
}

static const char *skip_string(const char *at)
{
    for (at++; *at != '"'; at++)
        if (*at == '\\')
            at++;
    return at + 1;
}

static const char *skip_value(const char *at)
{
    if (*at == '"')
        return skip_string(at);
    if (*at != '{' && *at != '[')
        return at + strcspn(at, ",]} \n");
    int depth = 0;
    do {
        if (*at == '"') {
            at = skip_string(at) - 1;
        } else if (*at == '{' || *at == '[') {
            depth++;
        } else if (*at == '}' || *at == ']') {
            depth--;
        }
        at++;
    } while (depth);
    return at;
}

static void check_every_member(const char *json, bool is_strict, mutation_check check)
{
    static const char *const others[] = {"null",  "true", "-5",   "1e3", "\"\"",
                                         "\"x\"", "[]",   "[{}]", "{}",  "[[1]]"};
    for (const char *at = json; *at; at++) {
        if (*at != '"')
            continue;
        const char *name = at;
        at = skip_string(at);
        const char *value = at + strspn(at, " ");
        if (*value == ':') {
            value += 1 + strspn(value + 1, " ");
            const char *end = skip_value(value);
            for (size_t i = 0; i < sizeof others / sizeof *others; i++)
                check_replaced(json, value, end, others[i], strlen(others[i]), false, check);
            char twice[8192];
            int size = snprintf(twice, sizeof twice, ",%.*s", (int)(end - name), name);
            check_replaced(json, end, end, twice, (size_t)size, is_strict, check);
        }
        at--;
    }
}

void check_every_mutation(const char *path, bool is_strict, mutation_check check)
{
    char *json = read_text_file(path);
    check_every_cut(json, check);
    check_every_bad_byte(json, check);
    check_every_member(json, is_strict, check);
    free(json);
}
