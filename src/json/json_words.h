/* SPDX-License-Identifier: Apache-2.0 */
/* The words of JSON: strings, numbers, literals and punctuation.

   jansson's lexer has three problems. It needs memory for each string, and loses characters or runs
   beyond its buffer when out of memory (jansson's issue 362). It converts numbers by the locale,
   and aborts if the decimal separator is longer than a byte. It frees memory without wiping it. So
   it gets the document's skeleton, in which each string and each number is replaced by the place of
   its text. It then checks the grammar, and its buffer of 16 bytes never grows. */
#ifndef SKILLCALL_JSON_JSON_WORDS_H
#define SKILLCALL_JSON_JSON_WORDS_H

#include <stdbool.h>
#include <stddef.h>

enum {
    SKILLCALL__JSON_DEPTH_MAX = 256,
    SKILLCALL__JSON_WORD_SIZE = 12 /* of the longest word of a skeleton */
};

enum skillcall__json_fault {
    SKILLCALL__JSON_SOUND,
    SKILLCALL__JSON_MALFORMED,
    SKILLCALL__JSON_NOT_UTF8,
    SKILLCALL__JSON_TOO_DEEP
};

typedef struct skillcall__json_words {
    const char *source; /* holds no NUL */
    size_t size;
    size_t at;     /* the next word begins here; the word at fault, if there is a fault */
    char *strings; /* one byte larger: each text is put, with a NUL, where its word begins */
    bool is_strict;
    size_t depth;
    enum skillcall__json_fault fault;
} skillcall__json_words;

/* Reads the next word, which must exist, and writes its replacement in the skeleton: nothing for
   space. Returns the length written. */
size_t skillcall__json_next_word(skillcall__json_words *words, char *replacement);

/* The text of a reference; NULL if it holds U+0000 or half of a surrogate pair. */
const char *skillcall__json_text(const char *strings, const char *reference);

#endif
