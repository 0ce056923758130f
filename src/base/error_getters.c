#include "base/error.h"

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
