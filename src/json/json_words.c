/* SPDX-License-Identifier: Apache-2.0 */
#include "json/json_words.h"

#include "base/ascii.h"
#include "base/hex.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char no_text[] = "\"!\"";

static size_t put(char *to, const char *word, size_t size)
{
    memcpy(to, word, size);
    return size;
}

static size_t fail(skillcall__json_words *words, size_t at, enum skillcall__json_fault fault)
{
    words->at = at;
    words->fault = fault;
    return 0;
}

/* Takes one of these characters if it is next. */
static bool take(skillcall__json_words *words, const char *any)
{
    if (words->at == words->size || !strchr(any, words->source[words->at]))
        return false;
    words->at++;
    return true;
}

static bool skip_digits(skillcall__json_words *words)
{
    size_t start = words->at;
    while (words->at < words->size && skillcall__is_digit(words->source[words->at]))
        words->at++;
    return words->at > start;
}

static bool skip_number(skillcall__json_words *words)
{
    take(words, "-");
    if (!take(words, "0") && !skip_digits(words))
        return false;
    if (take(words, ".") && !skip_digits(words))
        return false;
    if (!take(words, "eE"))
        return true;
    take(words, "+-");
    return skip_digits(words);
}

/* The code unit of an escape such as "\u0041"; -1 if there is none here. */
static int32_t unit_at(const skillcall__json_words *words, size_t at)
{
    const char *escape = words->source + at;
    if (words->size - at < 6 || escape[0] != '\\' || escape[1] != 'u')
        return -1;
    int32_t unit = 0;
    for (int i = 2; i < 6; i++) {
        int digit = skillcall__hex_value(escape[i]);
        if (digit < 0)
            return -1;
        unit = unit << 4 | digit;
    }
    return unit;
}

static bool is_between(int32_t unit, int32_t first, int32_t last)
{
    return unit >= first && unit <= last;
}

/* The character of an escape; 0 if no text can hold it, -1 if it is not an escape. */
static int32_t read_escape(skillcall__json_words *words)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char characters[] = "\"\\/\b\f\n\r\t";
    bool has_letter = words->at + 1 < words->size;
    const char *letter = has_letter ? strchr(letters, words->source[words->at + 1]) : NULL;
    if (letter) {
        words->at += 2;
        return characters[letter - letters];
    }
    int32_t unit = unit_at(words, words->at);
    if (unit < 0)
        return -1;
    words->at += 6;
    int32_t low = is_between(unit, 0xD800, 0xDBFF) ? unit_at(words, words->at) : -1;
    if (is_between(low, 0xDC00, 0xDFFF)) {
        words->at += 6;
        return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    }
    return is_between(unit, 0xD800, 0xDFFF) ? 0 : unit;
}

static char *put_character(char *to, int32_t character)
{
    static const unsigned char heads[] = {0, 0xC0, 0xE0, 0xF0};
    int tails = character < 0x80 ? 0 : character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
    *to++ = (char)(heads[tails] | character >> 6 * tails);
    for (int left = tails - 1; left >= 0; left--)
        *to++ = (char)(0x80 | (character >> 6 * left & 0x3F));
    return to;
}

static size_t put_place(char *to, size_t place)
{
    char digits[SKILLCALL__JSON_WORD_SIZE];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + place % 10);
    while (place /= 10);
    return put(to, digits + at, sizeof digits - at);
}

static size_t put_reference(char *to, size_t place)
{
    size_t size = put_place(to + 1, place);
    to[0] = to[size + 1] = '"';
    return size + 2;
}

const char *skillcall__json_text(const char *strings, const char *reference)
{
    return reference[0] == no_text[1] ? NULL : strings + strtoul(reference, NULL, 10);
}

/* How many characters here stand for themselves, in a byte each. */
static size_t plain_length(const char *from, size_t room)
{
    size_t length = 0;
    while (length < room && from[length] >= 0x20 && from[length] <= 0x7E && from[length] != '"' &&
           from[length] != '\\')
        length++;
    return length;
}

static size_t read_string(skillcall__json_words *words, char *replacement)
{
    size_t start = words->at++;
    char *to = words->strings + start;
    bool is_text = true;
    while (words->at < words->size && words->source[words->at] != '"') {
        const char *from = words->source + words->at;
        if (*from == '\\') {
            size_t escape = words->at;
            int32_t character = read_escape(words);
            if (character < 0 || (character == 0 && words->is_strict))
                return fail(words, escape, SKILLCALL__JSON_MALFORMED);
            is_text = is_text && character != 0;
            to = put_character(to, character);
            continue;
        }
        if ((unsigned char)*from < 0x20)
            return fail(words, words->at, SKILLCALL__JSON_MALFORMED);
        size_t room = words->size - words->at;
        size_t length = plain_length(from, room);
        if (length == 0)
            length = skillcall__utf8_length(from, room);
        if (length == 0)
            return fail(words, words->at, SKILLCALL__JSON_NOT_UTF8);
        memcpy(to, from, length);
        to += length;
        words->at += length;
    }
    if (words->at == words->size)
        return fail(words, start, SKILLCALL__JSON_MALFORMED);
    *to = '\0';
    words->at++;
    return is_text ? put_reference(replacement, start)
                   : put(replacement, no_text, sizeof no_text - 1);
}

/* Compares the digits from a number's first with those of the limit, from which on a number is
   rounded to infinity. */
static bool has_larger_digits(const char *digits)
{
    const char *limit = "17976931348623158079";
    for (; *limit && (*digits == '.' || skillcall__is_digit(*digits)); digits++)
        if (*digits != '.' && *digits != *limit++)
            return *digits > limit[-1];
    return !*limit;
}

/* Whether no double can hold a number. strtod would depend on the locale. */
static bool is_too_large(const char *number)
{
    enum { POWER_MAX = 308 };
    number += *number == '-';
    const char *point = number + strspn(number, "0123456789");
    const char *first = number + strspn(number, "0.");
    if (!skillcall__is_digit(*first))
        return false;
    const char *exponent = strpbrk(first, "eE");
    long power = exponent ? strtol(exponent + 1, NULL, 10) : 0;
    long most = POWER_MAX - (first < point ? point - first - 1 : point - first);
    return power > most || (power == most && has_larger_digits(first));
}

/* The space at the end separates one number from the next. */
static size_t read_number(skillcall__json_words *words, char *replacement)
{
    size_t start = words->at;
    if (!skip_number(words))
        return fail(words, start, SKILLCALL__JSON_MALFORMED);
    size_t length = words->at - start;
    memcpy(words->strings + start, words->source + start, length);
    words->strings[words->at] = '\0';
    if (words->is_strict && is_too_large(words->strings + start))
        return fail(words, start, SKILLCALL__JSON_MALFORMED);
    length = put_place(replacement, start);
    return length + put(replacement + length, " ", 1);
}

static size_t read_punctuation(skillcall__json_words *words, char *replacement)
{
    char c = words->source[words->at];
    if ((c == '{' || c == '[') && ++words->depth > SKILLCALL__JSON_DEPTH_MAX)
        return fail(words, words->at, SKILLCALL__JSON_TOO_DEEP);
    if ((c == '}' || c == ']') && words->depth)
        words->depth--;
    words->at++;
    return put(replacement, &c, 1);
}

static size_t read_literal(skillcall__json_words *words, char *replacement)
{
    static const char *const literals[] = {"true", "false", "null"};
    const char *from = words->source + words->at;
    size_t room = words->size - words->at;
    for (size_t i = 0; i < sizeof literals / sizeof *literals; i++) {
        size_t length = strlen(literals[i]);
        if (room < length || memcmp(from, literals[i], length) != 0)
            continue;
        words->at += length;
        return put(replacement, literals[i], length);
    }
    return fail(words, words->at,
                skillcall__utf8_length(from, room) ? SKILLCALL__JSON_MALFORMED
                                                   : SKILLCALL__JSON_NOT_UTF8);
}

size_t skillcall__json_next_word(skillcall__json_words *words, char *replacement)
{
    char c = words->source[words->at];
    if (take(words, " \t\r\n"))
        return 0;
    if (c == '"')
        return read_string(words, replacement);
    if (strchr("{}[]:,", c))
        return read_punctuation(words, replacement);
    if (c == '-' || skillcall__is_digit(c))
        return read_number(words, replacement);
    return read_literal(words, replacement);
}
