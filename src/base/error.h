/* SPDX-License-Identifier: Apache-2.0 */
/* How the library fills error objects. */
#ifndef SKILLCALL_BASE_ERROR_H
#define SKILLCALL_BASE_ERROR_H

#include "base/allocator.h"
#include "base/limits.h"

#include <skillcall/error.h>
#include <stdbool.h>

struct skillcall__violation {
    int32_t code;
    char path[64];
    char message[256];
};

/* All but the list of violations has a fixed place, so no failure is lost when out of memory. */
struct skillcall_error {
    skillcall_allocator allocator;
    int32_t status;
    int32_t outcome;
    char message[640];
    struct skillcall__violation *violations;
    size_t violation_count;
    size_t violation_capacity;
    int32_t http_status;
    int32_t transport_code;
    int32_t attempts;
    int64_t retry_after_ms;
    char service_code[64];
    char service_message[384];
    char transport_text[256];
    char request_id[128];
    char client_session_id[SKILLCALL__CLIENT_SESSION_ID_MAX + 1];
};

/* Prepares an error that is part of another object; skillcall__error_release undoes it, and wipes
   the texts of others. */
void skillcall__error_init(skillcall_error *error, const skillcall_allocator *allocator);
void skillcall__error_release(skillcall_error *error);

/* Copies all but the allocator and the violations, which no call has. Either may be NULL. */
void skillcall__error_copy(skillcall_error *to, const skillcall_error *from);

/* Replaces the content of an error, which may be NULL, with a failure, and returns the status. */
int32_t skillcall__fail(skillcall_error *error, int32_t status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same for an error, not NULL, that already holds facts about this failure: it keeps them. */
int32_t skillcall__fail_with_facts(skillcall_error *error, int32_t status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

int32_t skillcall__fail_no_memory(skillcall_error *error);

/* SKILLCALL_E_SYSTEM: a descriptor or a lock was refused; `what` is what cannot be done. */
int32_t skillcall__fail_system(skillcall_error *error, const char *what);

/* For an object that is NULL: SKILLCALL_E_ARGUMENT. Keeps an earlier failure. */
int32_t skillcall__fail_null(skillcall_error *error, const char *argument);

/* SKILLCALL_OK for text in UTF-8 that is not empty; else refuses the argument. */
int32_t skillcall__check_text(const char *text, const char *argument, skillcall_error *error);

/* NULL, for an allocator that skillcall__allocator_copy refused with this status. */
void *skillcall__fail_object(skillcall_error *error, int32_t status);

/* Makes an object as skillcall__object_new does; NULL with the failure in the error. */
void *skillcall__make_object(const skillcall_allocator *allocator, size_t size,
                             skillcall_error *error);

/* Adds a violation; false when out of memory. */
bool skillcall__error_add_violation(skillcall_error *error, int32_t code, const char *path,
                                    const char *message);

#endif
