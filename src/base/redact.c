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

/* A digit or '+', and a run of digits that may be parted by separators; a token that begins in it
   ends it. */
static size_t read_number(const char *text, const char *token, size_t *digits)
{
    size_t length = 1;
    *digits = skillcall__is_digit(*text);
    for (size_t i = 1; text[i] && token_length(&text[i], token) == 0; i++) {
        if (skillcall__is_digit(text[i])) {
            ++*digits;
            length = i + 1;
        } else if (!strchr(separators, text[i])) {
            break;
        }
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

/* Any digit may begin a telephone number; in an id, which is full of them, only a '+'. */
static bool starts_number(const char *text, bool is_id)
{
    return is_id ? *text == '+' : skillcall__is_digit(*text);
}

/* How many bytes stay as they are; NUL is a control character, too. */
static size_t count_plain(const char *text, const char *token, bool is_id)
{
    size_t count = 0;
    while (!is_control(text[count]) && token_length(&text[count], token) == 0) {
        size_t uuid = uuid_length(&text[count], token);
        if (uuid == 0 && starts_number(&text[count], is_id))
            break;
        count += uuid ? uuid : 1;
    }
    return count;
}

/* A byte that is not UTF-8 becomes '?'; a character that is cut off at the end goes. */
static void mend(char *text)
{
    while (*text) {
        size_t size = 1;
        while (((unsigned char)text[size] & 0xC0) == 0x80)
            size++;
        size_t length = skillcall__utf8_length(text, size);
        if (length > 0) {
            text += length;
            continue;
        }
        *text = '\0';
        if (!text[size])
            return;
        *text++ = '?';
    }
}

static void redact(char *buffer, size_t size, const char *text, const char *token, bool is_id)
{
    skillcall__text to;
    skillcall__text_fixed(&to, buffer, size);
    while (*text) {
        size_t count = count_plain(text, token, is_id);
        if (count > 0) {
            skillcall__text_add(&to, text, count);
        } else if ((count = token_length(text, token)) > 0) {
            skillcall__text_puts(&to, "***");
        } else if (starts_number(text, is_id)) {
            count = add_number(&to, text, token);
        } else {
            skillcall__text_puts(&to, "?");
            count = 1;
        }
        text += count;
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
