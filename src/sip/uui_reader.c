/* SPDX-License-Identifier: Apache-2.0 */
#include "sip/uui_reader.h"

#include "base/ascii.h"

#include <arpa/inet.h>
#include <string.h>

/* Per value: limits the search for duplicates. */
enum { PARAMETERS_MAX = 32 };

static bool fail(skillcall__uui_reader *reader, const char *at, const char *fault)
{
    reader->at = at;
    reader->fault = fault;
    return false;
}

static bool same_slice(skillcall__slice a, skillcall__slice b)
{
    return a.size == b.size && skillcall__same_letters(a.data, b.data, a.size);
}

bool skillcall__slice_is(skillcall__slice slice, const char *name)
{
    return same_slice(slice, (skillcall__slice){name, strlen(name)});
}

static bool is_at(const skillcall__uui_reader *reader, char c)
{
    return reader->at < reader->end && *reader->at == c;
}

static bool is_blank_at(const skillcall__uui_reader *reader, size_t offset)
{
    return (size_t)(reader->end - reader->at) > offset &&
           (reader->at[offset] == ' ' || reader->at[offset] == '\t');
}

static void skip_blanks(skillcall__uui_reader *reader)
{
    while (is_blank_at(reader, 0))
        reader->at++;
}

/* SWS: blanks, or a line folded onto the next one. */
static void skip_space(skillcall__uui_reader *reader)
{
    skip_blanks(reader);
    if (is_blank_at(reader, 2) && reader->at[0] == '\r' && reader->at[1] == '\n') {
        reader->at += 2;
        skip_blanks(reader);
    }
}

/* SEMI, EQUAL or COMMA: the character with space on both sides. Does not move if it is missing. */
static bool take_separator(skillcall__uui_reader *reader, char separator)
{
    const char *before = reader->at;
    skip_space(reader);
    if (!is_at(reader, separator)) {
        reader->at = before;
        return false;
    }
    reader->at++;
    skip_space(reader);
    return true;
}

static bool is_token_character(char c)
{
    return skillcall__is_alpha(c) || skillcall__is_digit(c) || (c && strchr("-.!%*_+`'~", c));
}

static bool read_token(skillcall__uui_reader *reader, skillcall__slice *token, const char *fault)
{
    const char *start = reader->at;
    while (reader->at < reader->end && is_token_character(*reader->at))
        reader->at++;
    *token = (skillcall__slice){start, (size_t)(reader->at - start)};
    if (token->size == 0)
        return fail(reader, start, fault);
    return true;
}

/* Moves over one piece of a quoted string; false if none is next. */
static bool skip_quoted_piece(skillcall__uui_reader *reader)
{
    const char *before = reader->at;
    unsigned char byte = (unsigned char)*reader->at;
    if (byte == '\r' || byte == ' ' || byte == '\t') {
        skip_space(reader);
        return reader->at > before;
    }
    if (byte == '\\') {
        reader->at++;
        byte = reader->at < reader->end ? (unsigned char)*reader->at : 0xFF;
        if (byte > 0x7F || byte == '\r' || byte == '\n')
            return false;
    } else if (byte < 0x21 || byte == 0x7F) {
        return false;
    }
    reader->at++;
    return true;
}

static bool read_quoted(skillcall__uui_reader *reader, skillcall__slice *content)
{
    const char *start = ++reader->at;
    while (reader->at < reader->end && *reader->at != '"')
        if (!skip_quoted_piece(reader))
            return fail(reader, reader->at, "this character is not allowed between quotes");
    if (reader->at == reader->end)
        return fail(reader, reader->at, "the closing quote is missing");
    *content = (skillcall__slice){start, (size_t)(reader->at - start)};
    reader->at++;
    size_t characters;
    if (!skillcall__utf8_count(content->data, content->size, &characters))
        return fail(reader, start, "the text between the quotes is not UTF-8");
    return true;
}

static bool read_ipv6(skillcall__uui_reader *reader, skillcall__slice *content)
{
    const char *start = ++reader->at;
    char text[INET6_ADDRSTRLEN];
    struct in6_addr address;
    const char *bracket = memchr(start, ']', (size_t)(reader->end - start));
    size_t size = bracket ? (size_t)(bracket - start) : sizeof text;
    if (size >= sizeof text)
        return fail(reader, start, "an IPv6 address and \"]\" are expected");
    memcpy(text, start, size);
    text[size] = '\0';
    if (strlen(text) != size || inet_pton(AF_INET6, text, &address) != 1)
        return fail(reader, start, "an IPv6 address and \"]\" are expected");
    *content = (skillcall__slice){start, size};
    reader->at = bracket + 1;
    return true;
}

/* gen-value: a token (as is every other host name), an IPv6 host or a quoted string. */
static bool read_any_value(skillcall__uui_reader *reader, skillcall__slice *value)
{
    if (is_at(reader, '"'))
        return read_quoted(reader, value);
    if (is_at(reader, '['))
        return read_ipv6(reader, value);
    return read_token(reader, value, "a parameter value is expected");
}

static bool read_token_value(skillcall__uui_reader *reader, skillcall__slice *value)
{
    if (!take_separator(reader, '='))
        return fail(reader, reader->at, "\"=\" and a token are expected for this parameter");
    return read_token(reader, value, "a token is expected");
}

/* Reads one parameter; the semicolon before it is already taken. */
static bool read_parameter(skillcall__uui_reader *reader, skillcall__uui_value *value,
                           skillcall__slice *name)
{
    if (!read_token(reader, name, "a parameter name is expected"))
        return false;
    skillcall__slice content;
    if (skillcall__slice_is(*name, "purpose"))
        return read_token_value(reader, &value->purpose);
    if (skillcall__slice_is(*name, "encoding"))
        return read_token_value(reader, &value->encoding);
    if (skillcall__slice_is(*name, "content"))
        return read_token_value(reader, &content);
    return !take_separator(reader, '=') || read_any_value(reader, &content);
}

static bool is_among(skillcall__slice name, const skillcall__slice *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (same_slice(names[i], name))
            return true;
    return false;
}

static bool read_parameters(skillcall__uui_reader *reader, skillcall__uui_value *value)
{
    skillcall__slice names[PARAMETERS_MAX];
    for (size_t count = 0; take_separator(reader, ';'); count++) {
        if (count == PARAMETERS_MAX)
            return fail(reader, reader->at, "at most 32 parameters are read");
        if (!read_parameter(reader, value, &names[count]))
            return false;
        if (is_among(names[count], names, count))
            return fail(reader, names[count].data, "this parameter is given twice");
    }
    return true;
}

static bool read_value(skillcall__uui_reader *reader, skillcall__uui_value *value)
{
    value->purpose = value->encoding = (skillcall__slice){0};
    bool is_read = is_at(reader, '"') ? read_quoted(reader, &value->data)
                                      : read_token(reader, &value->data,
                                                   "data is expected: a token or a quoted string");
    return is_read && read_parameters(reader, value);
}

void skillcall__uui_open(skillcall__uui_reader *reader, const char *field, size_t size)
{
    *reader = (skillcall__uui_reader){.start = field, .at = field, .end = field + size};
}

bool skillcall__uui_next(skillcall__uui_reader *reader, skillcall__uui_value *value)
{
    if (reader->at == reader->start) {
        skip_space(reader);
    } else if (!take_separator(reader, ',')) {
        skip_space(reader);
        if (reader->at == reader->end)
            return false;
        return fail(reader, reader->at, "\";\", \",\" or the end is expected");
    }
    return read_value(reader, value);
}
