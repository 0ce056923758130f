/* SPDX-License-Identifier: Apache-2.0 */
#include "base/error.h"

#include "base/ascii.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

skillcall_error *skillcall_error_new(const skillcall_allocator *allocator)
{
    int32_t status;
    skillcall_error *error = skillcall__object_new(allocator, sizeof *error, &status);
    skillcall_error_clear(error);
    return error;
}

void skillcall_error_free(skillcall_error *error)
{
    if (!error)
        return;
    skillcall_allocator allocator = error->allocator;
    skillcall__error_release(error);
    skillcall__deallocate(&allocator, error);
}

void skillcall__error_init(skillcall_error *error, const skillcall_allocator *allocator)
{
    error->allocator = *allocator;
    error->violations = NULL;
    error->violation_capacity = 0;
    skillcall_error_clear(error);
}

void skillcall__error_release(skillcall_error *error)
{
    skillcall__deallocate(&error->allocator, error->violations);
    skillcall__wipe(error, sizeof *error);
}

void skillcall_error_clear(skillcall_error *error)
{
    if (!error)
        return;
    error->status = SKILLCALL_OK;
    error->outcome = SKILLCALL_OUTCOME_NONE;
    error->message[0] = '\0';
    error->violation_count = 0;
    error->http_status = 0;
    error->transport_code = 0;
    error->attempts = 0;
    error->retry_after_ms = -1;
    error->service_code[0] = '\0';
    error->service_message[0] = '\0';
    error->transport_text[0] = '\0';
    error->request_id[0] = '\0';
    error->client_session_id[0] = '\0';
}

void skillcall__error_copy(skillcall_error *to, const skillcall_error *from)
{
    if (!to || !from)
        return;
    skillcall_error kept = *to;
    *to = *from;
    to->allocator = kept.allocator;
    to->violations = kept.violations;
    to->violation_capacity = kept.violation_capacity;
    to->violation_count = 0;
}

static void put_failure(skillcall_error *error, int32_t status, const char *format,
                        va_list arguments)
{
    error->status = status;
    vsnprintf(error->message, sizeof error->message, format, arguments);
}

int32_t skillcall__fail(skillcall_error *error, int32_t status, const char *format, ...)
{
    if (!error)
        return status;
    skillcall_error_clear(error);
    va_list arguments;
    va_start(arguments, format);
    put_failure(error, status, format, arguments);
    va_end(arguments);
    return status;
}

int32_t skillcall__fail_with_facts(skillcall_error *error, int32_t status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    put_failure(error, status, format, arguments);
    va_end(arguments);
    return status;
}

int32_t skillcall__fail_no_memory(skillcall_error *error)
{
    return skillcall__fail(error, SKILLCALL_E_NO_MEMORY, "out of memory");
}

int32_t skillcall__fail_system(skillcall_error *error, const char *what)
{
    return skillcall__fail(error, SKILLCALL_E_SYSTEM,
                           "%s: the operating system refused a resource; often the limit on open "
                           "files is reached, which `ulimit -n` raises",
                           what);
}

int32_t skillcall__fail_null(skillcall_error *error, const char *argument)
{
    if (error && error->status)
        return SKILLCALL_E_ARGUMENT;
    return skillcall__fail(error, SKILLCALL_E_ARGUMENT, "the argument \"%s\" is NULL", argument);
}

int32_t skillcall__check_text(const char *text, const char *argument, skillcall_error *error)
{
    size_t characters;
    if (!text)
        return skillcall__fail_null(error, argument);
    if (text[0] && skillcall__utf8_count(text, strlen(text), &characters))
        return SKILLCALL_OK;
    return skillcall__fail(error, SKILLCALL_E_ARGUMENT, "%s must be UTF-8 and not empty", argument);
}

void *skillcall__fail_object(skillcall_error *error, int32_t status)
{
    if (status == SKILLCALL_E_NO_MEMORY)
        skillcall__fail_no_memory(error);
    else
        skillcall__fail(error, status,
                        "the allocator's table is too short or lacks a function: set struct_size "
                        "and all three functions");
    return NULL;
}

void *skillcall__make_object(const skillcall_allocator *allocator, size_t size,
                             skillcall_error *error)
{
    int32_t status;
    void *object = skillcall__object_new(allocator, size, &status);
    return object ? object : skillcall__fail_object(error, status);
}

bool skillcall__error_add_violation(skillcall_error *error, int32_t code, const char *path,
                                    const char *message)
{
    if (error->violation_count == error->violation_capacity) {
        size_t capacity = error->violation_capacity ? error->violation_capacity * 2 : 8;
        void *grown = skillcall__reallocate(&error->allocator, error->violations,
                                            capacity * sizeof *error->violations);
        if (!grown)
            return false;
        error->violations = grown;
        error->violation_capacity = capacity;
    }
    struct skillcall__violation *violation = &error->violations[error->violation_count++];
    violation->code = code;
    snprintf(violation->path, sizeof violation->path, "%s", path);
    snprintf(violation->message, sizeof violation->message, "%s", message);
    return true;
}

static const char *text_or_null(const char *text)
{
    return text[0] ? text : NULL;
}

int32_t skillcall_error_status(const skillcall_error *error)
{
    return error ? error->status : SKILLCALL_OK;
}

int32_t skillcall_error_outcome(const skillcall_error *error)
{
    return error ? error->outcome : SKILLCALL_OUTCOME_NONE;
}

const char *skillcall_error_message(const skillcall_error *error)
{
    return error ? error->message : "";
}

size_t skillcall_error_violation_count(const skillcall_error *error)
{
    return error ? error->violation_count : 0;
}

static const struct skillcall__violation *violation_at(const skillcall_error *error, size_t index)
{
    return index < skillcall_error_violation_count(error) ? &error->violations[index] : NULL;
}

const char *skillcall_error_violation_path(const skillcall_error *error, size_t index)
{
    const struct skillcall__violation *violation = violation_at(error, index);
    return violation ? violation->path : NULL;
}

int32_t skillcall_error_violation_code(const skillcall_error *error, size_t index)
{
    const struct skillcall__violation *violation = violation_at(error, index);
    return violation ? violation->code : 0;
}

const char *skillcall_error_violation_message(const skillcall_error *error, size_t index)
{
    const struct skillcall__violation *violation = violation_at(error, index);
    return violation ? violation->message : NULL;
}

int32_t skillcall_error_http_status(const skillcall_error *error)
{
    return error ? error->http_status : 0;
}

const char *skillcall_error_service_code(const skillcall_error *error)
{
    return error ? text_or_null(error->service_code) : NULL;
}

const char *skillcall_error_service_message(const skillcall_error *error)
{
    return error ? text_or_null(error->service_message) : NULL;
}

int32_t skillcall_error_transport_code(const skillcall_error *error)
{
    return error ? error->transport_code : 0;
}

const char *skillcall_error_transport_text(const skillcall_error *error)
{
    return error ? text_or_null(error->transport_text) : NULL;
}

int32_t skillcall_error_attempts(const skillcall_error *error)
{
    return error ? error->attempts : 0;
}

int64_t skillcall_error_retry_after_ms(const skillcall_error *error)
{
    return error ? error->retry_after_ms : -1;
}

const char *skillcall_error_request_id(const skillcall_error *error)
{
    return error ? text_or_null(error->request_id) : NULL;
}

const char *skillcall_error_client_session_id(const skillcall_error *error)
{
    return error ? text_or_null(error->client_session_id) : NULL;
}
