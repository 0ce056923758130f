/* SPDX-License-Identifier: Apache-2.0 */
#include "api/endpoint.h"

#include <stdio.h>
#include <string.h>

/* clang-format off */
static const struct endpoint endpoints[] = {
    {"/v1/communications/session", "POST", AT_SESSION, "session", 200, "AccessDenied",
     check_session, serve_session},
    {"/v2/accounts/~current/settings/Profile.mobileNumber", "GET", AT_NUMBER, "number", 200, "ACCESS_DENIED",
     check_number, serve_number},
    {"/v2/persons/~current/profile/mobileNumber", "GET", AT_NUMBER, "number", 200, "ACCESS_DENIED",
     check_number, serve_number},
    {"/v1/communications/profile", "GET", AT_PROFILE, "profile", 200, "AccessDenied",
     check_profile, serve_profile},
    {"/v1/communications/profile", "POST", AT_PROFILE, "profile", 201, "AccessDenied",
     check_new_profile, serve_new_profile},
    {"/v1/directives", "POST", AT_DIRECTIVE, "directive", 204, "AccessDenied",
     check_directive, serve_directive},
};
/* clang-format on */

#define COUNT (sizeof endpoints / sizeof *endpoints)

const struct endpoint *find_endpoint(const char *path, const char *method)
{
    const struct endpoint *found = NULL;
    for (size_t i = 0; i < COUNT; i++) {
        if (strcmp(endpoints[i].path, path) != 0)
            continue;
        found = &endpoints[i];
        if (strcmp(endpoints[i].method, method) == 0)
            break;
    }
    return found;
}

void list_methods(const char *path, char *methods, size_t size)
{
    size_t length = 0;
    for (size_t i = 0; i < COUNT; i++)
        if (strcmp(endpoints[i].path, path) == 0)
            length += (size_t)snprintf(methods + length, size - length, "%s%s",
                                       length > 0 ? ", " : "", endpoints[i].method);
}
