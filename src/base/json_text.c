#include "base/json_text.h"

#include "base/ascii.h"
#include "base/hex.h"

#include <stdint.h>
#include <string.h>

static void skip_blanks(skillcall__json_text *text)
{
    while (text->at < text->end && *text->at && strchr(" \t\n\r", *text->at))
        text->at++;
}

bool skillcall__json_text_is_over(skillcall__json_text *text)
{
    skip_blanks(text);
    return text->at == text->end;
}

bool skillcall__json_take(skillcall__json_text *text, const char *word)
{
    skip_blanks(text);
    size_t length = strlen(word);
    if ((size_t)(text->end - text->at) < length || memcmp(text->at, word, length) != 0)
        return false;
    text->at += length;
    return true;
}

static bool take_one_of(skillcall__json_text *text, const char *characters)
{
    if (text->at == text->end || !*text->at || !strchr(characters, *text->at))
        return false;
    text->at++;
    return true;
}

static bool take_digits(skillcall__json_text *text)
{
    const char *start = text->at;
    while (text->at < text->end && skillcall__is_digit(*text->at))
        text->at++;
    return text->at > start;
}

static bool take_number(skillcall__json_text *text)
{
    take_one_of(text, "-");
    if (!take_one_of(text, "0") && !take_digits(text))
        return false;
    if (take_one_of(text, ".") && !take_digits(text))
        return false;
    if (!take_one_of(text, "eE"))
        return true;
    take_one_of(text, "+-");
    return take_digits(text);
}

bool skillcall__json_take_number(skillcall__json_text *text)
{
    skip_blanks(text);
    const char *start = text->at;
    if (take_number(text))
        return true;
    text->at = start;
    return false;
}

/* The UTF-16 unit of an escape \uXXXX; -1 if there is none. */
static int32_t take_unit(skillcall__json_text *text)
{
    if (text->end - text->at < 6 || text->at[0] != '\\' || text->at[1] != 'u')
        return -1;
    int32_t unit = 0;
    for (int i = 2; i < 6; i++) {
        int digit = skillcall__hex_value(text->at[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    text->at += 6;
    return unit;
}

/* The character of an escape, perhaps of two that are a surrogate pair; 0 if it is none. */
static int32_t take_escape(skillcall__json_text *text)
{
    static const char names[] = "\"\\/bfnrt", characters[] = "\"\\/\b\f\n\r\t";
    const char *name = text->end - text->at < 2 || !text->at[1] ? NULL : strchr(names, text->at[1]);
    if (name) {
        text->at += 2;
        return characters[name - names];
    }
    int32_t unit = take_unit(text);
    if (unit < 0xD800 || unit > 0xDFFF)
        return unit > 0 ? unit : 0;
    int32_t low = unit < 0xDC00 ? take_unit(text) : -1;
    return low >= 0xDC00 && low <= 0xDFFF ? 0x10000 + (unit - 0xD800) * 0x400 + (low - 0xDC00) : 0;
}

enum skillcall__json_string skillcall__json_take_string(skillcall__json_text *text,
                                                        const char **raw, size_t *size)
{
    if (!skillcall__json_take(text, "\""))
        return SKILLCALL__STRING_BAD;
    *raw = text->at;
    while (text->at < text->end && *text->at != '"') {
        if ((unsigned char)*text->at < 0x20)
            return SKILLCALL__STRING_BAD;
        if (*text->at != '\\')
            text->at++;
        else if (take_escape(text) == 0)
            return SKILLCALL__STRING_BAD;
    }
    *size = (size_t)(text->at - *raw);
    if (!skillcall__json_take(text, "\""))
        return SKILLCALL__STRING_BAD;
    size_t characters;
    return skillcall__utf8_count(*raw, *size, &characters) ? SKILLCALL__STRING_FINE
                                                           : SKILLCALL__STRING_NOT_UTF8;
}

static char *put_utf8(char *to, int32_t character)
{
    if (character < 0x80) {
        *to++ = (char)character;
        return to;
    }
    if (character < 0x800) {
        *to++ = (char)(0xC0 | character >> 6);
    } else if (character < 0x10000) {
        *to++ = (char)(0xE0 | character >> 12);
        *to++ = (char)(0x80 | (character >> 6 & 0x3F));
    } else {
        *to++ = (char)(0xF0 | character >> 18);
        *to++ = (char)(0x80 | (character >> 12 & 0x3F));
        *to++ = (char)(0x80 | (character >> 6 & 0x3F));
    }
    *to++ = (char)(0x80 | (character & 0x3F));
    return to;
}

void skillcall__json_unescape(char *raw, size_t size)
{
    skillcall__json_text text = {raw, raw + size};
    char *to = raw;
    while (text.at < text.end) {
        if (*text.at == '\\')
            to = put_utf8(to, take_escape(&text));
        else
            *to++ = *text.at++;
    }
    *to = '\0';
}
