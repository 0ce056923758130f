/* The grammar of JSON (RFC 8259), piece by piece, without any memory of its own. */
#ifndef SKILLCALL_BASE_JSON_TEXT_H
#define SKILLCALL_BASE_JSON_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* What is left of a text. Each function below first passes over blanks. */
typedef struct skillcall__json_text {
    const char *at;
    const char *end;
} skillcall__json_text;

enum skillcall__json_string {
    SKILLCALL__STRING_FINE,
    SKILLCALL__STRING_BAD,
    SKILLCALL__STRING_NOT_UTF8
};

bool skillcall__json_text_is_over(skillcall__json_text *text);

/* Takes a word or a mark, for example "true" or "{", if it comes next. */
bool skillcall__json_take(skillcall__json_text *text, const char *word);

/* Takes a number of any size; stays put where there is none. */
bool skillcall__json_take_number(skillcall__json_text *text);

/* Takes a string that holds no NUL. The raw text between its quotes is where *raw points and of
   that size. When there is none, text->at is the place where it goes wrong. */
enum skillcall__json_string skillcall__json_take_string(skillcall__json_text *text,
                                                        const char **raw, size_t *size);

/* Resolves the escapes of a raw text that was taken, in place; it only gets shorter, and is then
   NUL-terminated: it has room for size + 1 bytes. */
void skillcall__json_unescape(char *raw, size_t size);

#endif
