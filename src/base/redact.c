/* SPDX-License-Identifier: Apache-2.0 */
#include "base/redact.h"

#include "base/ascii.h"
#include "base/hex.h"
#include "base/text.h"

#include <string.h>

/* As few digits as E.164 numbers in use have; shorter runs are codes and counts. */
enum { NUMBER_DIGITS = 7, SHOWN_DIGITS = 4 };

/* A shorter token is not hidden, because that would spoil ordinary words. */
enum { TOKEN_MIN = 16 };

/* Shorter pieces of a token are not hidden. */
enum { PIECE_MIN = 12 };

/* Also the bytes of no-break, figure and wide spaces, of hyphens, dashes and minus signs. */
static const char separators[] = " .,_-()/\t\r\n\xC2\xA0\xE2\x80\x87\x90\x91\x92\x93\x94\x95\xAF"
                                 "\x88\xE3\xEF\xBC\x8D";

/* What to take out of a text. */
struct rule {
    const char *token;
    size_t piece;  /* the shortest piece of the token that is hidden */
    size_t starts; /* in how many places of the token such a piece may begin */
    bool is_id;
};

static struct rule make_rule(const char *token, bool is_id)
{
    size_t length = strlen(token);
    size_t piece = is_id ? length : PIECE_MIN;
    return (struct rule){
        .token = token,
        .piece = piece,
        .starts = length < TOKEN_MIN ? 0 : length - piece + 1,
        .is_id = is_id,
    };
}

/* Reads one character, which may be percent-encoded; returns how many bytes it takes. */
static size_t read_character(const char *text, char *c)
{
    int high = text[0] == '%' ? skillcall__hex_value(text[1]) : -1;
    int low = high >= 0 ? skillcall__hex_value(text[2]) : -1;
    if (low < 0) {
        *c = text[0];
        return 1;
    }
    *c = (char)(high << 4 | low);
    return 3;
}

/* How many bytes of the text match the beginning of this piece of a token, which may contain line
   breaks and blanks; 0 if the match is shorter than the shortest hidden piece. The first character
   matches. */
static size_t piece_length(const char *text, const char *token, size_t shortest)
{
    size_t length = 0, characters = 0, gap = 0;
    while (text[length + gap] && token[characters]) {
        const char *at = &text[length + gap];
        char c;
        size_t size = read_character(at, &c);
        if (c == token[characters]) {
            length += gap + size;
            characters++;
            gap = 0;
        } else if (*at == ' ' || skillcall__is_control(*at)) {
            gap++;
        } else {
            break;
        }
    }
    return characters >= shortest ? length : 0;
}

/* How many bytes here are a piece of the token to hide. A server may have cut off either end. */
static size_t secret_length(const char *text, const struct rule *rule)
{
    char first;
    size_t longest = 0;
    const char *end = rule->token + rule->starts;
    read_character(text, &first);
    for (const char *at = rule->token; (at = memchr(at, first, (size_t)(end - at))); at++) {
        size_t length = piece_length(text, at, rule->piece);
        if (length > longest)
            longest = length;
    }
    return longest;
}

/* A digit or '+', and a run of digits, perhaps with separators; it ends where a token begins. */
static size_t read_number(const char *text, const struct rule *rule, size_t *digits)
{
    size_t length = 1;
    *digits = skillcall__is_digit(*text);
    for (size_t i = 1; text[i] && secret_length(&text[i], rule) == 0; i++) {
        if (skillcall__is_digit(text[i])) {
            ++*digits;
            length = i + 1;
        } else if (!strchr(separators, text[i])) {
            break;
        }
    }
    return length;
}

static size_t add_number(skillcall__text *to, const char *text, const struct rule *rule)
{
    size_t digits;
    size_t length = read_number(text, rule, &digits);
    size_t hidden = digits >= NUMBER_DIGITS ? digits - SHOWN_DIGITS : 0;
    for (size_t i = 0; i < length; i++) {
        bool hide = hidden > 0 && skillcall__is_digit(text[i]);
        skillcall__text_add(to, hide ? "*" : &text[i], 1);
        if (hide)
            hidden--;
    }
    return length;
}

/* The length of the UUID that starts here; 0 if there is none, or if a token begins in it. */
static size_t uuid_length(const char *text, const struct rule *rule)
{
    static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    for (size_t i = 0; i < sizeof form - 1; i++)
        if ((form[i] == 'x' ? skillcall__hex_value(text[i]) < 0 : text[i] != '-') ||
            secret_length(&text[i], rule) != 0)
            return 0;
    return sizeof form - 1;
}

/* Any digit may begin a phone number; in an id, which is full of digits, only a '+'. */
static bool starts_number(const char *text, bool is_id)
{
    return is_id ? *text == '+' : skillcall__is_digit(*text);
}

/* How many bytes are copied unchanged, as far as there is room: a hostile text may be long. */
static size_t count_plain(const char *text, size_t room, const struct rule *rule)
{
    size_t count = 0;
    while (count < room && text[count] && secret_length(&text[count], rule) == 0) {
        size_t uuid = uuid_length(&text[count], rule);
        if (uuid == 0 && starts_number(&text[count], rule->is_id))
            break;
        count += uuid ? uuid : 1;
    }
    return count;
}

/* Bytes that are not UTF-8 and control characters become '?'; an incomplete character at the end is
   dropped. */
static void clean(char *text)
{
    char *to = text;
    while (*text) {
        size_t size = 1;
        while (((unsigned char)text[size] & 0xC0) == 0x80)
            size++;
        size_t length = skillcall__utf8_length(text, size);
        bool is_shown = length > 0 && !skillcall__is_invisible(text, length);
        if (length == 0 && !text[size])
            break;
        if (is_shown)
            memmove(to, text, length);
        else
            *to = '?';
        to += is_shown ? length : 1;
        text += length > 0 ? length : 1;
    }
    *to = '\0';
}

/* Whether a text holds nothing to hide or to show as '?', like nearly every id. */
static bool is_harmless(const char *text, size_t length, const struct rule *rule)
{
    for (size_t i = 0; i < length; i++)
        if (starts_number(&text[i], rule->is_id))
            return false;
    bool is_too_short = rule->starts == 0 || length < rule->piece;
    return is_too_short && skillcall__is_printable_ascii(text, length);
}

static void redact(char *buffer, size_t size, const char *text, const struct rule *rule)
{
    skillcall__text to;
    size_t length = strlen(text);
    skillcall__text_fixed(&to, buffer, size);
    if (is_harmless(text, length, rule)) {
        skillcall__text_add(&to, text, length);
        return;
    }
    while (*text && to.length < size) {
        size_t count = count_plain(text, size - to.length, rule);
        if (count > 0) {
            skillcall__text_add(&to, text, count);
        } else if ((count = secret_length(text, rule)) != 0) {
            skillcall__text_puts(&to, "***");
        } else {
            count = add_number(&to, text, rule);
        }
        text += count;
    }
    clean(buffer);
}

void skillcall__redact_text(char *buffer, size_t size, const char *text, const char *token)
{
    struct rule rule = make_rule(token, false);
    redact(buffer, size, text, &rule);
}

void skillcall__redact_id(char *buffer, size_t size, const char *id, const char *token)
{
    struct rule rule = make_rule(token, true);
    redact(buffer, size, id, &rule);
}

bool skillcall__holds_token(const char *id, const char *token)
{
    struct rule rule = make_rule(token, true);
    for (; *id; id++)
        if (secret_length(id, &rule) != 0)
            return true;
    return false;
}

void skillcall__hide_userinfo(char *text, size_t size)
{
    char *start = strchr(text, '\'');
    if (!start)
        return;
    start++;
    size_t scheme = strcspn(start, ":");
    if (strncmp(start + scheme, "://", 3) == 0)
        start += scheme + 3;
    const char *at = strrchr(start, '@');
    if (strlen(text) + 1 == size)
        *start = '\0';
    else if (at)
        memmove(start, at, strlen(at) + 1);
}
