/* SPDX-License-Identifier: Apache-2.0 */
#include "access/access.h"

#include "access/endpoint.h"
#include "access/token.h"
#include "base/error.h"

#include <string.h>

struct skillcall_access {
    skillcall_allocator allocator;
    char *endpoint;
    char *token;
};

static int32_t check_token(const char *token, skillcall_error *error)
{
    if (token[0] == '\0')
        return skillcall__fail(error, SKILLCALL_E_TOKEN,
                               "the token is empty: pass context.System.apiAccessToken of the "
                               "skill request");
    if (strnlen(token, SKILLCALL_TOKEN_MAX + 1) > SKILLCALL_TOKEN_MAX)
        return skillcall__fail(error, SKILLCALL_E_TOKEN, "the token is longer than %d characters",
                               SKILLCALL_TOKEN_MAX);
    if (!skillcall__is_b64token(token))
        return skillcall__fail(
            error, SKILLCALL_E_TOKEN,
            "the token contains a character that is not allowed in a bearer token (RFC 6750): look "
            "for a space, a line break or the word \"Bearer\"");
    return SKILLCALL_OK;
}

skillcall_access *skillcall_access_new(const skillcall_allocator *allocator, const char *endpoint,
                                       const char *token, const char *trusted_host,
                                       skillcall_error *error)
{
    if (!endpoint || !token) {
        skillcall__fail_null(error, endpoint ? "token" : "endpoint");
        return NULL;
    }
    skillcall_access *access = skillcall__make_object(allocator, sizeof *access, error);
    if (!access)
        return NULL;
    int32_t status;
    access->endpoint = skillcall__duplicate(&access->allocator, endpoint);
    if (!access->endpoint)
        status = skillcall__fail_no_memory(error);
    else
        status = skillcall__endpoint_check(endpoint, trusted_host, access->endpoint, error);
    if (status == SKILLCALL_OK)
        status = check_token(token, error);
    if (status == SKILLCALL_OK) {
        access->token = skillcall__duplicate(&access->allocator, token);
        if (!access->token)
            status = skillcall__fail_no_memory(error);
    }
    if (status == SKILLCALL_OK)
        return access;
    skillcall_access_free(access);
    return NULL;
}

void skillcall_access_free(skillcall_access *access)
{
    if (!access)
        return;
    skillcall_allocator allocator = access->allocator;
    skillcall__free_text(&allocator, access->token);
    skillcall__free_text(&allocator, access->endpoint);
    skillcall__deallocate(&allocator, access);
}

const char *skillcall_access_endpoint(const skillcall_access *access)
{
    return access ? access->endpoint : NULL;
}

const char *skillcall__access_token(const skillcall_access *access)
{
    return access->token;
}
