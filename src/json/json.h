/* Reading JSON: json.c and json_parse.c alone know jansson. */
#ifndef SKILLCALL_JSON_JSON_H
#define SKILLCALL_JSON_JSON_H

#include <skillcall/error.h>
#include <stdbool.h>

typedef struct json_t skillcall__json;

/* Enough levels for every document of the contract but the skill request. */
#define SKILLCALL__JSON_DEPTH_MAX 16

/* Parses one strict document: bounded in size and depth, UTF-8, no name twice, no NUL inside
   strings. "what" names the document in the error's message, for example "the session". */
skillcall__json *skillcall__json_parse(const char *data, size_t size, size_t max_size,
                                       size_t max_depth, const char *what, skillcall_error *error);

/* Wipes all strings but the names of members. */
void skillcall__json_free(skillcall__json *json);

bool skillcall__json_is_object(const skillcall__json *json);
bool skillcall__json_is_array(const skillcall__json *json);

/* Borrowed; NULL if json is no object or has no such member. */
const skillcall__json *skillcall__json_member(const skillcall__json *json, const char *name);

/* Borrowed; 0 and NULL if json is no array or the index is out of range. */
size_t skillcall__json_count(const skillcall__json *json);
const skillcall__json *skillcall__json_element(const skillcall__json *json, size_t index);

/* Borrowed; NULL if json is NULL or no string. */
const char *skillcall__json_string(const skillcall__json *json);

/* 1 or 0; -1 if json is NULL or no boolean. */
int32_t skillcall__json_boolean(const skillcall__json *json);

bool skillcall__json_is_null(const skillcall__json *json);

/* Steps through an object: give NULL for the first member; NULL comes back after the last. */
void *skillcall__json_next(const skillcall__json *json, void *member);
const char *skillcall__json_next_name(void *member);

#endif
