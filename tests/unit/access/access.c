/* SPDX-License-Identifier: Apache-2.0 */
#include "support/each_allocation.h"
#include "support/owned.h"
#include "support/the_call.h"
#include "support/unit.h"

#include <string.h>

/* The normal form of an endpoint, "" if it is refused. */
static const char *normal_form(const char *endpoint, const char *trusted_host)
{
    static char normal[600];
    skillcall_error_clear(error);
    OWNED(access) access = skillcall_access_new(NULL, endpoint, TOKEN, trusted_host, error);
    if (access)
        assert_ok(skillcall_error_status(error));
    else
        assert_status(SKILLCALL_E_ENDPOINT);
    assert_null(strstr(skillcall_error_message(error), TOKEN));
    strcpy(normal, access ? skillcall_access_endpoint(access) : "");
    return normal;
}

TEST(takes_endpoints_in_their_normal_form)
{
    static const char *const rows[][2] = {
        {"https://api.amazonalexa.com", "https://api.amazonalexa.com"},
        {"https://api.eu.amazonalexa.com", "https://api.eu.amazonalexa.com"},
        {"https://api.fe.amazonalexa.com", "https://api.fe.amazonalexa.com"},
        {"https://api.amazonalexa.com/", "https://api.amazonalexa.com"},
        {"HTTPS://Api.AmazonAlexa.COM", "https://api.amazonalexa.com"},
        {"https://api.amazonalexa.com:443", "https://api.amazonalexa.com:443"},
        {"http://localhost", "http://localhost"},
        {"http://LOCALHOST:1/", "http://localhost:1"},
        {"https://localhost:65535", "https://localhost:65535"},
        {"http://127.0.0.1:8080", "http://127.0.0.1:8080"},
        {"http://127.255.255.255", "http://127.255.255.255"},
        {"http://[::1]", "http://[::1]"},
        {"https://[::1]:8443/", "https://[::1]:8443"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(normal_form(rows[i][0], NULL), rows[i][1]);
}

static const char *const refused_endpoints[] = {
    "", "/", "//", "https:", "https://", "https:///", "https:/:api.amazonalexa.com",
    "http:/:localhost", "api.amazonalexa.com", "//api.amazonalexa.com", "ftp://api.amazonalexa.com",
    "file:///etc/passwd", "https//api.amazonalexa.com", " https://api.amazonalexa.com",
    "https://api.amazonalexa.com ", "https://api.amazonalexa.com\r\nX-Evil: 1",
    "https://api.amazonalexa.com\n", "https://api.amazonalexa.com\t",
    /* plain http beyond the local machine */
    "http://api.amazonalexa.com", "http://api.eu.amazonalexa.com:80", "http://example.com",
    "http://10.0.0.1", "http://[fe80::1]",
    /* foreign hosts, and those that only look like the right ones */
    "https://example.com", "https://amazonalexa.com", "https://api.amazonalexa.com.evil.com",
    "https://evil-api.amazonalexa.com", "https://x.api.amazonalexa.com",
    "https://api.amazonalexa.com.", "https://api.fe.amazon.com",
    "https://api.am\xC3\xA4zonalexa.com", "https://api.amazonalexa.com%2eevil.com",
    "https://api.amazonalexa.com\\.evil.com",
    /* user information, path, query, fragment */
    "https://user@api.amazonalexa.com", "https://api.amazonalexa.com@evil.com",
    "https://user:pass@api.amazonalexa.com", "https://api.amazonalexa.com:443@evil.com",
    "https://api.amazonalexa.com/v1", "https://api.amazonalexa.com//",
    "https://api.amazonalexa.com?x=1", "https://api.amazonalexa.com/?x",
    "https://api.amazonalexa.com#x", "https://api.amazonalexa.com/#x",
    /* ports */
    "https://api.amazonalexa.com:", "https://api.amazonalexa.com:0",
    "https://api.amazonalexa.com:65536", "https://api.amazonalexa.com:99999",
    "https://api.amazonalexa.com:000443", "https://api.amazonalexa.com:4294967739",
    "https://api.amazonalexa.com:-1", "https://api.amazonalexa.com:+443",
    "https://api.amazonalexa.com:443x", "https://api.amazonalexa.com:443:443",
    /* what only looks like the local machine */
    "http://127.0.0.1.evil.com", "http://localhost.evil.com", "http://localhost.",
    "http://evil-localhost", "http://0127.0.0.1", "http://127.0.0.01", "http://127.1",
    "http://127.0.0", "http://127.0.0.1.", "http://127.0.0.1.1", "http://127.0.0.256",
    "http://127.0.0.0001", "http://127.0.0.99999999999999999999", "http://128.0.0.1",
    "http://0x7f.0.0.1", "http://2130706433", "http://127..0.1", "http://127-0.0.1",
    "http://.127.0.0.1", "http://12.7.0.0.1", "http://0.0.0.0", "http://[::1", "http://::1",
    "http://[::1]evil.com", "http://[::2]", "http://[0:0:0:0:0:0:0:1]", "http://[::ffff:127.0.0.1]",
    "http://[::1%25lo]", "http://[]", "http://[::g]"};

TEST(refuses_every_other_endpoint)
{
    for (size_t i = 0; i < sizeof refused_endpoints / sizeof *refused_endpoints; i++)
        if (normal_form(refused_endpoints[i], NULL)[0])
            fail_msg("\"%s\" was taken", refused_endpoints[i]);
}

TEST(trusts_one_host_that_the_application_names)
{
    assert_string_equal(normal_form("https://proxy.example.com:8443", "proxy.example.com"),
                        "https://proxy.example.com:8443");
    assert_string_equal(normal_form("https://Proxy.Example.Com", "PROXY.example.COM"),
                        "https://proxy.example.com");
    assert_string_equal(normal_form(ENDPOINT, "proxy.example.com"), ENDPOINT);
    assert_string_equal(normal_form("https://my-proxy.example.com", "my-proxy.example.com"),
                        "https://my-proxy.example.com");
    assert_string_equal(normal_form("https://[2001:DB8::af]:8443", "[2001:db8::AF]"),
                        "https://[2001:db8::af]:8443");
    assert_string_equal(normal_form("https://[::ffff:192.0.2.1]", "[::ffff:192.0.2.1]"),
                        "https://[::ffff:192.0.2.1]");
    static const char *const refused[][2] = {
        {"https://proxy.example.com", "proxy.example.net"},
        {"https://proxy.example.com", "foxxy.example.com"},
        {"https://proxy.example.con", "proxy.example.com"},
        {"https://croxy.example.com", "proxy.example.com"},
        {"https://my,proxy.example.com", "my,proxy.example.com"},
        {"https://[2001:db8::g]", "[2001:db8::g]"},
        {"https://[2001:db8::`]", "[2001:db8::`]"},
        {"https://[2001:db8::z]", "[2001:db8::z]"},
        {"https://[2001:db8::-]", "[2001:db8::-]"},
        {"https://[2001:db8::/]", "[2001:db8::/]"},
        {"https://", ""},
        {"https://:443", ""},
        {"http://proxy.example.com", "proxy.example.com"},
        {"https://proxy.example.com", ""},
        {"https://proxy.example.com", "example.com"},
        {"https://proxy.example.com", "proxy.example.co"},
        {"https://proxy.example.com", "proxy.example.com."},
        {"https://proxy.example.com.evil.com", "proxy.example.com"},
        {"https://evil-proxy.example.com", "proxy.example.com"},
        {"https://x.proxy.example.com", "proxy.example.com"},
        {"https://proxy.example.com/x", "proxy.example.com"},
        {"https://x@proxy.example.com", "proxy.example.com"},
        {"https://proxy.example.com:8443", "proxy.example.com:8443"},
        {"https://proxy.example.com", "*"},
        {"https://proxy.example.com", "*.example.com"},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (normal_form(refused[i][0], refused[i][1])[0])
            fail_msg("\"%s\" was taken for \"%s\"", refused[i][0], refused[i][1]);
}

static int32_t token_status(const char *token)
{
    skillcall_error_clear(error);
    OWNED(access) access = skillcall_access_new(NULL, ENDPOINT, token, NULL, error);
    int32_t status = skillcall_error_status(error);
    assert_int_equal(access != NULL, status == SKILLCALL_OK);
    return status;
}

TEST(takes_the_alphabet_of_bearer_tokens)
{
    assert_ok(token_status("a"));
    assert_ok(token_status("ABCXYZabcxyz0189-._~+/"));
    assert_ok(token_status("a="));
    assert_ok(token_status("eyJhbGciOiJub25lIn0.eyJhIjoxfQ.c2ln=="));
    assert_ok(token_status("a====="));
}

TEST(refuses_every_other_byte_in_a_token)
{
    static const char allowed[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/";
    for (int byte = 1; byte < 256; byte++) {
        char token[] = {'S', 'e', 'C', 'r', 'E', 't', (char)byte, 'x', '\0'};
        bool fits = strchr(allowed, byte) != NULL;
        assert_int_equal(token_status(token), fits ? SKILLCALL_OK : SKILLCALL_E_TOKEN);
        assert_null(strstr(skillcall_error_message(error), "SeCrEt"));
    }
    assert_int_equal(token_status(""), SKILLCALL_E_TOKEN);
    assert_non_null(strstr(skillcall_error_message(error), "the token is empty"));
    assert_int_equal(token_status("="), SKILLCALL_E_TOKEN);
    assert_int_equal(token_status("a=b"), SKILLCALL_E_TOKEN);
    assert_int_equal(token_status("Bearer a"), SKILLCALL_E_TOKEN);
    assert_int_equal(token_status("a\r\nX-Evil: 1"), SKILLCALL_E_TOKEN);
    assert_int_equal(token_status("a\n"), SKILLCALL_E_TOKEN);
}

TEST(limits_the_length_of_a_token)
{
    static char token[SKILLCALL_TOKEN_MAX + 2];
    memset(token, 'x', SKILLCALL_TOKEN_MAX);
    assert_ok(token_status(token));
    token[SKILLCALL_TOKEN_MAX] = 'x';
    assert_int_equal(token_status(token), SKILLCALL_E_TOKEN);
}

TEST(names_an_argument_that_is_null)
{
    skillcall_error_clear(error);
    assert_null(skillcall_access_new(NULL, NULL, TOKEN, NULL, error));
    assert_status(SKILLCALL_E_ARGUMENT);
    assert_non_null(strstr(skillcall_error_message(error), "endpoint"));
    skillcall_error_clear(error);
    assert_null(skillcall_access_new(NULL, ENDPOINT, NULL, NULL, error));
    assert_status(SKILLCALL_E_ARGUMENT);
    assert_non_null(strstr(skillcall_error_message(error), "token"));
    assert_null(skillcall_access_new(NULL, NULL, NULL, NULL, NULL));
    assert_null(skillcall_access_endpoint(NULL));
    skillcall_access_free(NULL);
}

static bool make_access(const skillcall_allocator *allocator)
{
    OWNED(access) access = skillcall_access_new(allocator, ENDPOINT, TOKEN, NULL, error);
    return access != NULL;
}

TEST(wipes_the_token_and_survives_every_failed_allocation)
{
    assert_each_allocation_may_fail(make_access, 1, TOKEN);
}
