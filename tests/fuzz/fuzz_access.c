/* SPDX-License-Identifier: Apache-2.0 */
/* Endpoint and token. Input: the endpoint, the token and the trusted host, one to a line. What is
   accepted is compared with regular expressions of this file's own. */
#include "pattern.h"

#include <skillcall/skillcall.h>

#include <strings.h>

#define BYTE "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"

static struct pattern split = {.expression =
                                   "^(https?)://(\\[[0-9a-f:.]*\\]|[a-z0-9.-]+)(:([0-9]{1,5}))?/?$",
                               .flags = REG_ICASE};
static struct pattern alexa = {.expression = "^api\\.((eu|fe)\\.)?amazonalexa\\.com$",
                               .flags = REG_ICASE};
static struct pattern loopback = {.expression = "^(localhost|\\[::1\\]|127\\." BYTE "\\." BYTE
                                                "\\." BYTE ")$",
                                  .flags = REG_ICASE};
static struct pattern bearer = {.expression = "^[A-Za-z0-9._~+/-]+=*$"};

static char *part_of(const char *text, regmatch_t part)
{
    return text_of((const uint8_t *)text + part.rm_so, (size_t)(part.rm_eo - part.rm_so));
}

/* A token goes to https on the list or the trusted host, and to the local machine. */
static int is_good_endpoint(const char *endpoint, const char *trusted_host)
{
    regmatch_t parts[5];
    if (!matches(&split, endpoint, parts, 5))
        return 0;
    int is_https = parts[1].rm_eo - parts[1].rm_so == 5;
    int port = parts[4].rm_so < 0 ? 443 : number_at(endpoint, parts[4]);
    char *host = part_of(endpoint, parts[2]);
    int is_listed = fits(&alexa, host) || strcasecmp(host, trusted_host) == 0;
    int is_good = (is_https && is_listed) || fits(&loopback, host);
    free(host);
    return is_good && port >= 1 && port <= 65535;
}

static void require_normal_form(const skillcall_access *access, const char *given)
{
    const char *normal = skillcall_access_endpoint(access);
    size_t length = strlen(normal);
    REQUIRE(strncasecmp(normal, given, length) == 0);
    REQUIRE(given[length] == '\0' || strcmp(given + length, "/") == 0);
    REQUIRE(strpbrk(normal, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == NULL && normal[length - 1] != '/');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *endpoint = next_line(&data, &size);
    char *token = next_line(&data, &size);
    char *trusted_host = text_of(data, size);
    skillcall_error *error = skillcall_error_new(NULL);
    skillcall_access *access = skillcall_access_new(NULL, endpoint, token, trusted_host, error);
    int is_good = is_good_endpoint(endpoint, trusted_host);
    if (access) {
        require_normal_form(access, endpoint);
        REQUIRE(is_good && fits(&bearer, token));
    } else {
        int32_t status = is_good ? SKILLCALL_E_TOKEN : SKILLCALL_E_ENDPOINT;
        REQUIRE(skillcall_error_status(error) == status);
        REQUIRE(!is_good || !fits(&bearer, token));
    }
    skillcall_access_free(access);
    skillcall_error_free(error);
    free(trusted_host);
    free(token);
    free(endpoint);
    return 0;
}
