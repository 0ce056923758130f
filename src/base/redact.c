#include "base/redact.h"

#include "base/ascii.h"
#include "base/hex.h"
#include "base/text.h"

#include <string.h>

/* As few digits as E.164 numbers in use have; shorter runs are codes and counts. */
enum { NUMBER_DIGITS = 7, SHOWN_DIGITS = 4 };

/* Fewer characters of a token are not hidden where the rest of it is missing. */
enum { TOKEN_START = 12 };

/* With the bytes of a no-break space, of a narrow one, and of hyphens and dashes. */
static const char separators[] = " .,_-()/\t\r\n\xC2\xA0\xE2\x80\x90\x91\x92\x93\x94\x95\xAF";

/* How much of a token stands here; 0 for fewer characters than tell anything. The token may have
   been cut off, by the server or by the size of a buffer. */
static size_t token_length(const char *text, const char *token)
{
    size_t length = 0;
    while (token[length] && text[length] == token[length])
        length++;
    return !token[length] || length >= TOKEN_START ? length : 0;
}

static bool is_control(char c)
{
    return (unsigned char)c < 0x20 || c == 0x7F;
}

/* A run of digits that may be parted by separators; a token that begins in it ends it. */
static size_t read_number(const char *text, const char *token, size_t *digits)
{
    size_t length = 0;
    *digits = 0;
    for (size_t i = 0; text[i] && (skillcall__is_digit(text[i]) || strchr(separators, text[i]));
         i++) {
        if (i > 0 && token_length(&text[i], token) > 0)
            break;
        if (!skillcall__is_digit(text[i]))
            continue;
        ++*digits;
        length = i + 1;
    }
    return length;
}

static size_t add_number(skillcall__text *to, const char *text, const char *token)
{
    size_t digits;
    size_t length = read_number(text, token, &digits);
    size_t hidden = digits >= NUMBER_DIGITS ? digits - SHOWN_DIGITS : 0;
    for (size_t i = 0; i < length; i++) {
        bool hide = hidden > 0 && skillcall__is_digit(text[i]);
        skillcall__text_add(to, hide ? "*" : is_control(text[i]) ? "?" : &text[i], 1);
        if (hide)
            hidden--;
    }
    return length;
}

/* The length of a UUID that stands here; 0 if none does, or if a token begins in it. */
static size_t uuid_length(const char *text, const char *token)
{
    static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    for (size_t i = 0; i < sizeof form - 1; i++)
        if ((form[i] == 'x' ? skillcall__hex_value(text[i]) < 0 : text[i] != '-') ||
            token_length(&text[i], token) > 0)
            return 0;
    return sizeof form - 1;
}

/* Any digit may begin a telephone number; in an id, which is full of them, only one after '+'. */
static bool starts_number(const char *text, char previous, bool is_id)
{
    return skillcall__is_digit(*text) && (!is_id || previous == '+');
}

/* How many bytes stay as they are. */
static size_t count_plain(const char *text, char previous, const char *token, bool is_id)
{
    size_t count = 0;
    while (text[count] && !is_control(text[count]) && token_length(&text[count], token) == 0) {
        size_t uuid = uuid_length(&text[count], token);
        if (uuid == 0 && starts_number(&text[count], previous, is_id))
            break;
        count += uuid ? uuid : 1;
        previous = text[count - 1];
    }
    return count;
}

/* The length of the character that stands here; 0 if it is none of UTF-8. */
static size_t character_length(const char *text)
{
    size_t count;
    for (size_t length = 1; length <= 4 && text[length - 1]; length++)
        if (skillcall__utf8_count(text, length, &count))
            return length;
    return 0;
}

/* A byte that is not UTF-8 becomes '?'; a character that is cut off at the end goes. */
static void mend(char *text)
{
    while (*text) {
        size_t length = character_length(text);
        if (length > 0) {
            text += length;
            continue;
        }
        size_t rest = 1;
        while (((unsigned char)text[rest] & 0xC0) == 0x80)
            rest++;
        *text = '\0';
        if (!text[rest])
            return;
        *text++ = '?';
    }
}

static void redact(char *buffer, size_t size, const char *text, const char *token, bool is_id)
{
    skillcall__text to;
    skillcall__text_fixed(&to, buffer, size);
    char previous = '\0';
    while (*text && to.length < size) {
        size_t count = count_plain(text, previous, token, is_id);
        if (count > 0) {
            skillcall__text_add(&to, text, count);
        } else if ((count = token_length(text, token)) > 0) {
            skillcall__text_puts(&to, "***");
        } else if (starts_number(text, previous, is_id)) {
            count = add_number(&to, text, token);
        } else {
            skillcall__text_puts(&to, "?");
            count = 1;
        }
        text += count;
        previous = text[-1];
    }
    mend(buffer);
}

void skillcall__redact_text(char *buffer, size_t size, const char *text, const char *token)
{
    redact(buffer, size, text, token, false);
}

void skillcall__redact_id(char *buffer, size_t size, const char *id, const char *token)
{
    redact(buffer, size, id, token, true);
}

bool skillcall__holds_token(const char *text, const char *token)
{
    for (; *text; text++)
        if (token_length(text, token) > 0)
            return true;
    return false;
}

void skillcall__hide_userinfo(char *text)
{
    char *at = strrchr(text, '@');
    char *start = strstr(text, "://");
    start = start ? start + strlen("://") : strchr(text, '\'');
    if (at && start && start < at)
        memmove(start, at, strlen(at) + 1);
}
