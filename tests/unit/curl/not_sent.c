/* SPDX-License-Identifier: Apache-2.0 */
/* The built-in transport where no request gets through: nothing was sent, and it says why not. */
#include "support/stage.h"

#include <errno.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

/* What a proxy says is not the service's word. */
TEST(a_proxy_that_refuses_has_sent_nothing)
{
    open_stage("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", 0);
    skillcall_client_options_set_proxy(stage.options, stage.server.endpoint, NULL);
    assert_int_equal(place_at(ENDPOINT), SKILLCALL_E_CONNECT);
    assert_error(NOT_PLACED, 0, "403");
    assert_memory_equal(request_head, "CONNECT ", 8);
    assert_non_null(strstr(request_head, "\r\nUser-Agent: skillcall/"));
    assert_null(strstr(request_head, "\r\nAuthorization"));
}

TEST(plain_http_takes_no_proxy)
{
    open_stage(PLACED_HEAD "\r\n" PLACED_BODY, 0);
    skillcall_client_options_set_proxy(stage.options, "http://127.0.0.1:1", NULL);
    assert_ok(place());
}

TEST(a_call_after_a_local_one_takes_the_proxy)
{
    open_stage(PLACED_HEAD "\r\n" PLACED_BODY, 0);
    skillcall_client_options_set_proxy(stage.options, stage.server.endpoint, NULL);
    assert_int_equal(place(), SKILLCALL_OK);
    answer = "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n";
    assert_int_equal(place_at(ENDPOINT), SKILLCALL_E_CONNECT);
    assert_memory_equal(request_head, "CONNECT ", 8);
}

/* Whatever listens there: it is another machine's localhost. */
TEST(https_to_the_local_machine_takes_no_proxy)
{
    static const char *const endpoints[] = {"https://localhost:1", "https://127.0.0.1:1",
                                            "https://127.255.255.254:1", "https://[::1]:1"};
    open_stage("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", 0);
    skillcall_client_options_set_proxy(stage.options, stage.server.endpoint, NULL);
    for (size_t i = 0; i < sizeof endpoints / sizeof *endpoints; i++)
        assert_int_equal(place_at(endpoints[i]), SKILLCALL_E_CONNECT);
    assert_int_equal(atomic_load(&stage.server.requests), 0);
}

/* The system knows without asking anybody that there is no name with a part of 64 letters. */
TEST(a_proxy_without_an_address_has_been_sent_nothing)
{
    char proxy[128];
    snprintf(proxy, sizeof proxy, "http://%064d.test:1", 0);
    memset(strchr(proxy, '0'), 'a', 64);
    open_stage(NULL, 0);
    skillcall_client_options_set_proxy(stage.options, proxy, NULL);
    assert_int_equal(place_at(ENDPOINT), SKILLCALL_E_RESOLVE);
    assert_error(NOT_PLACED, 0, "resolve proxy");
}

TEST(a_closed_port_has_been_sent_nothing)
{
    open_stage(NULL, 0);
    shutdown(stage.server.listener, SHUT_RDWR);
    assert_int_equal(place(), SKILLCALL_E_CONNECT);
    assert_error(NOT_PLACED, 0, "");
}

TEST(without_its_certificates_nothing_is_sent)
{
    char endpoint[80];
    open_stage(NULL, 0);
    snprintf(endpoint, sizeof endpoint, "https%s", strchr(stage.server.endpoint, ':'));
    skillcall_client_options_set_ca_file(stage.options, "/there/is/no/such/file", NULL);
    skillcall_client_options_set_proxy(stage.options, "", NULL);
    assert_int_equal(place_at(endpoint), SKILLCALL_E_TLS);
    assert_error(NOT_PLACED, 0, "the CA certificates cannot be used");
}

/* From now on; what was the bound before. */
static rlim_t bound_descriptors(rlim_t bound)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    rlim_t before = limit.rlim_cur;
    limit.rlim_cur = bound;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
    return before;
}

/* The next call, which has one, says what it finds itself. */
TEST(without_a_descriptor_nothing_is_sent)
{
    open_stage(PLACED_HEAD "Connection: close\r\n\r\n" PLACED_BODY, 0);
    assert_ok(place());
    rlim_t before = bound_descriptors(STDERR_FILENO + 1);
    assert_int_equal(place(), SKILLCALL_E_SYSTEM);
    bound_descriptors(before);
    char text[128];
    snprintf(text, sizeof text, "a socket cannot be opened: %s", strerror(EMFILE));
    assert_error(NOT_PLACED, 0, text);
    shutdown(stage.server.listener, SHUT_RDWR);
    assert_int_equal(place(), SKILLCALL_E_CONNECT);
}

/* One is enough for the socket, but not for the file of CA certificates. */
TEST(one_descriptor_is_not_enough_for_a_connection)
{
    char endpoint[200];
    open_stage(PLACED_HEAD "\r\n" PLACED_BODY, 0);
    assert_ok(place());
    snprintf(endpoint, sizeof endpoint, "https%s", stage.server.endpoint + 4);
    int next = dup(STDERR_FILENO);
    close(next);
    rlim_t before = bound_descriptors((rlim_t)next + 1);
    assert_int_equal(place_at(endpoint), SKILLCALL_E_SYSTEM);
    bound_descriptors(before);
    assert_error(NOT_PLACED, 0, "a socket cannot be opened");
}
