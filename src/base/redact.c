#include "base/redact.h"

#include "base/ascii.h"
#include "base/text.h"

#include <string.h>

/* As few digits as E.164 numbers in use have; shorter runs are codes and counts. */
enum { NUMBER_DIGITS = 7, SHOWN_DIGITS = 4 };

/* Fewer characters of a token are not hidden where the rest of it is missing. */
enum { TOKEN_START = 12 };

static const char separators[] = " .-()/\t\r\n\xC2\xA0"; /* the last two: a no-break space */

/* A run of digits that may be parted by separators. */
struct number {
    size_t length;
    size_t digits;
    size_t unparted; /* its longest run of digits and nothing else */
};

static struct number read_number(const char *text)
{
    struct number number = {0};
    size_t run = 0;
    for (size_t i = 0; text[i] && (skillcall__is_digit(text[i]) || strchr(separators, text[i]));
         i++) {
        run = skillcall__is_digit(text[i]) ? run + 1 : 0;
        if (run == 0)
            continue;
        number.digits++;
        number.length = i + 1;
        if (run > number.unparted)
            number.unparted = run;
    }
    return number;
}

static bool is_control(char c)
{
    return (unsigned char)c < 0x20 || c == 0x7F;
}

static bool is_hex_letter(char c)
{
    char lower = skillcall__to_lower(c);
    return lower >= 'a' && lower <= 'f';
}

/* Digits next to a letter of base16 are part of an id, such as a UUID, unless there are many in one
   run. */
static size_t add_number(skillcall__text *to, const char *text, bool after_letter)
{
    struct number number = read_number(text);
    bool is_id = after_letter || is_hex_letter(text[number.length]);
    size_t digits = is_id ? number.unparted : number.digits;
    size_t hidden = digits >= NUMBER_DIGITS ? number.digits - SHOWN_DIGITS : 0;
    for (size_t i = 0; i < number.length; i++) {
        bool hide = hidden > 0 && skillcall__is_digit(text[i]);
        skillcall__text_add(to, hide ? "*" : is_control(text[i]) ? "?" : &text[i], 1);
        if (hide)
            hidden--;
    }
    return number.length;
}

/* How much of a token stands here; 0 for fewer characters than tell anything. The token may have
   been cut off, by the server or by the size of a buffer. */
static size_t token_length(const char *text, const char *token)
{
    size_t length = 0;
    while (token[length] && text[length] == token[length])
        length++;
    return !token[length] || length >= TOKEN_START ? length : 0;
}

/* Any digit may begin a telephone number; in an id, which is full of them, only one after '+'. */
static bool starts_number(const char *text, char previous, bool is_id)
{
    return skillcall__is_digit(*text) && (!is_id || previous == '+');
}

/* How many bytes stay as they are, whatever follows. */
static size_t count_plain(const char *text, char previous, char token_start, bool is_id)
{
    size_t count = 0;
    while (text[count] && text[count] != token_start && !is_control(text[count]) &&
           !starts_number(&text[count], previous, is_id))
        previous = text[count++];
    return count;
}

static size_t add_plain(skillcall__text *to, const char *text, size_t count)
{
    if (count > 0) {
        skillcall__text_add(to, text, count);
        return count;
    }
    skillcall__text_add(to, is_control(*text) ? "?" : text, 1);
    return 1;
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
        size_t plain = count_plain(text, previous, *token, is_id);
        size_t hidden = plain == 0 ? token_length(text, token) : 0;
        if (hidden > 0) {
            skillcall__text_puts(&to, "***");
            text += hidden;
        } else if (plain == 0 && starts_number(text, previous, is_id)) {
            text += add_number(&to, text, is_hex_letter(previous));
        } else {
            text += add_plain(&to, text, plain);
        }
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
