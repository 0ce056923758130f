#include "client/redact.h"

#include "base/ascii.h"
#include "base/text.h"

#include <string.h>

/* As few digits as E.164 numbers in use have; shorter runs are codes and counts. */
enum { NUMBER_DIGITS = 7, SHOWN_DIGITS = 4 };

/* The length of a run of digits that may be parted by blanks, dots, dashes and parentheses. */
static size_t number_length(const char *text, size_t *digits)
{
    size_t end = 0;
    *digits = 0;
    for (size_t i = 0; text[i] && (skillcall__is_digit(text[i]) || strchr(" .-()", text[i])); i++)
        if (skillcall__is_digit(text[i])) {
            ++*digits;
            end = i + 1;
        }
    return end;
}

static size_t add_number(skillcall__text *to, const char *text)
{
    size_t digits;
    size_t length = number_length(text, &digits);
    size_t hidden = digits >= NUMBER_DIGITS ? digits - SHOWN_DIGITS : 0;
    for (size_t i = 0; i < length; i++) {
        bool hide = hidden > 0 && skillcall__is_digit(text[i]);
        skillcall__text_add(to, hide ? "*" : &text[i], 1);
        if (hide)
            hidden--;
    }
    return length;
}

static size_t add_byte(skillcall__text *to, const char *text)
{
    unsigned char byte = (unsigned char)*text;
    skillcall__text_add(to, byte < 0x20 || byte == 0x7F ? "?" : text, 1);
    return 1;
}

void skillcall__redact(char *buffer, size_t size, const char *text, const char *token)
{
    skillcall__text to;
    skillcall__text_fixed(&to, buffer, size);
    size_t token_size = strlen(token);
    while (*text && to.length < size) {
        if (strncmp(text, token, token_size) == 0) {
            skillcall__text_puts(&to, "***");
            text += token_size;
        } else if (skillcall__is_digit(*text)) {
            text += add_number(&to, text);
        } else {
            text += add_byte(&to, text);
        }
    }
    size_t characters, length = strlen(buffer);
    while (!skillcall__utf8_count(buffer, length, &characters))
        buffer[--length] = '\0'; /* a character that was cut in two */
}
