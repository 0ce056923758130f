/* SPDX-License-Identifier: Apache-2.0 */
/* The built-in transport as a guest of its host: libcurl, signals, descriptors and threads are the
   host's, and stay as they were. */
#include "support/entries.h"
#include "support/local_server.h"
#include "support/next.h"
#include "support/owned.h"
#include "support/unit.h"
#include "support/watching_allocator.h"

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <skillcall/client.h>

/* libcurl's own functions stand behind these, which the library calls in their place. */
static atomic_int global_inits, global_cleanups;

CURLcode curl_global_init(long flags)
{
    atomic_fetch_add(&global_inits, 1);
    return NEXT(curl_global_init)(flags);
}

void curl_global_cleanup(void)
{
    atomic_fetch_add(&global_cleanups, 1);
    NEXT(curl_global_cleanup)();
}

/* As another libcurl than the one built with does not know it. 0: none. */
static CURLoption unknown_option;

#undef curl_easy_setopt
CURLcode curl_easy_setopt(CURL *easy, CURLoption option, ...)
{
    va_list arguments;
    va_start(arguments, option);
    void *value = va_arg(arguments, void *);
    va_end(arguments);
    return option == unknown_option ? CURLE_UNKNOWN_OPTION
                                    : NEXT(curl_easy_setopt)(easy, option, value);
}

/* Some builds of libcurl write to connections that are gone without care; all may, with others'
   TLS libraries. */
static atomic_bool raises_sigpipe;

static void raise_sigpipe(void)
{
    if (atomic_load(&raises_sigpipe))
        raise(SIGPIPE);
}

CURLMcode curl_multi_socket_action(CURLM *multi, curl_socket_t fd, int events, int *running)
{
    raise_sigpipe();
    return NEXT(curl_multi_socket_action)(multi, fd, events, running);
}

CURLMcode curl_multi_cleanup(CURLM *multi)
{
    raise_sigpipe();
    return NEXT(curl_multi_cleanup)(multi);
}

/* Every other time, the handler of another signal interrupts it. */
int sigtimedwait(const sigset_t *set, siginfo_t *info, const struct timespec *timeout)
{
    static atomic_int calls;
    if (atomic_fetch_add(&calls, 1) % 2)
        return NEXT(sigtimedwait)(set, info, timeout);
    errno = EINTR;
    return -1;
}

static int references(void)
{
    return atomic_load(&global_inits) - atomic_load(&global_cleanups);
}

/* Trusts the server, and has time enough on a busy machine. */
static skillcall_client_options *options_for(const struct local_server *server)
{
    skillcall_client_options *options = skillcall_client_options_new(NULL, NULL);
    skillcall_client_options_set_deadline_ms(options, 60000, NULL);
    skillcall_client_options_set_connect_timeout_ms(options, 30000, NULL);
    if (server->has_tls)
        skillcall_client_options_set_ca_file(options, server->ca_file, NULL);
    return options;
}

static skillcall_client *client_for(const struct local_server *server)
{
    skillcall_client_options *options = options_for(server);
    skillcall_client *client = skillcall_client_new(NULL, options, NULL);
    skillcall_client_options_free(options);
    assert_non_null(client);
    return client;
}

static void place(skillcall_client *client, const struct local_server *server)
{
    OWNED(error) error = skillcall_error_new(NULL);
    OWNED(access) access = skillcall_access_new(NULL, server->endpoint, TOKEN, NULL, error);
    OWNED(session) session = the_session();
    OWNED(receipt) receipt = skillcall_client_start(client, access, session, 0, error);
    if (!receipt)
        fail_msg("%s", skillcall_error_message(error));
    assert_string_equal(skillcall_receipt_session_id(receipt), SESSION_ID);
}

/* Without these a call could be sent twice, or to a server that others vouch for. */
TEST(refuses_a_libcurl_that_lacks_what_it_needs)
{
    static const CURLoption needed[] = {CURLOPT_PREREQFUNCTION, CURLOPT_PREREQDATA,
                                        CURLOPT_PROTOCOLS_STR, CURLOPT_CAINFO_BLOB, CURLOPT_PROXY};
    OWNED(error) error = skillcall_error_new(NULL);
    OWNED(client_options) options = skillcall_client_options_new(NULL, NULL);
    skillcall_client_options_set_ca_blob(options, "any", 3, NULL);
    skillcall_client_options_set_proxy(options, "http://127.0.0.1:1", NULL);
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        unknown_option = needed[i];
        skillcall_error_clear(error);
        assert_null(skillcall_client_new(NULL, options, error));
        assert_int_equal(skillcall_error_status(error), SKILLCALL_E_TRANSPORT);
        assert_non_null(strstr(skillcall_error_message(error), "7.85"));
        assert_int_equal(references(), 0);
    }
    unknown_option = 0;
    skillcall_client_options_set_ca_blob(options, NULL, 0, NULL);
    OWNED(client) client = skillcall_client_new(NULL, options, error);
    assert_non_null(client);
}

/* Not with GnuTLS and older versions of libcurl. */
TEST(certificates_come_from_memory)
{
    struct local_server server;
    start_server(&server, true);
    skillcall_error *error = skillcall_error_new(NULL);
    skillcall_client_options *options = skillcall_client_options_new(NULL, NULL);
    skillcall_client_options_set_connect_timeout_ms(options, 30000, NULL);
    skillcall_client_options_set_ca_blob(options, server.certificate.data, server.certificate.size,
                                         NULL);
    skillcall_client *client = skillcall_client_new(NULL, options, error);
    if (client) {
        place(client, &server);
    } else {
        const curl_version_info_data *curl = curl_version_info(CURLVERSION_NOW);
        assert_int_equal(strncmp(curl->ssl_version, "GnuTLS", 6), 0);
        assert_true(curl->version_num < 0x081400);
        assert_non_null(strstr(skillcall_error_message(error), "give a file"));
    }
    skillcall_client_free(client);
    skillcall_client_options_free(options);
    skillcall_error_free(error);
    stop_server(&server);
}

static size_t ignore_body(char *data, size_t size, size_t count, void *user_data)
{
    return size * count;
}

static void transfer_as_the_host(const struct local_server *server)
{
    CURL *easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_URL, server->endpoint);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, ignore_body);
    if (server->has_tls)
        curl_easy_setopt(easy, CURLOPT_CAINFO, server->ca_file);
    assert_int_equal(curl_easy_perform(easy), CURLE_OK);
    curl_easy_cleanup(easy);
}

/* The server takes one connection at a time, so each user of it comes and goes. */
static void place_with_a_new_client(const struct local_server *server)
{
    OWNED(client) client = client_for(server);
    place(client, server);
}

TEST(the_host_uses_libcurl_before_meanwhile_and_after)
{
    for (int tls = 0; tls < 2; tls++) {
        struct local_server server;
        start_server(&server, tls);
        assert_int_equal(references(), 0);
        place_with_a_new_client(&server); /* before the host knows libcurl */
        assert_int_equal(references(), 0);

        curl_global_init(CURL_GLOBAL_DEFAULT);
        transfer_as_the_host(&server);
        skillcall_client *idle = client_for(&server);
        assert_int_equal(references(), 2);
        transfer_as_the_host(&server);
        place_with_a_new_client(&server);
        skillcall_client_free(idle);
        assert_int_equal(references(), 1);
        transfer_as_the_host(&server);

        idle = client_for(&server); /* outlives the host's use of libcurl */
        curl_global_cleanup();
        assert_int_equal(references(), 1);
        place(idle, &server);
        skillcall_client_free(idle);
        assert_int_equal(references(), 0);

        curl_global_init(CURL_GLOBAL_DEFAULT);
        transfer_as_the_host(&server);
        curl_global_cleanup();
        stop_server(&server);
    }
}

static atomic_int signals;

static void count_signal(int signal)
{
    atomic_fetch_add(&signals, 1);
}

static void place_and_provoke(void)
{
    struct local_server server;
    start_server(&server, true);
    atomic_store(&raises_sigpipe, true);
    place_with_a_new_client(&server);
    atomic_store(&raises_sigpipe, false);
    stop_server(&server);
}

static bool is_in_mask(void)
{
    sigset_t mask;
    pthread_sigmask(SIG_BLOCK, NULL, &mask);
    return sigismember(&mask, SIGPIPE) == 1;
}

static bool is_pending(void)
{
    sigset_t pending;
    sigpending(&pending);
    return sigismember(&pending, SIGPIPE) == 1;
}

TEST(no_sigpipe_reaches_the_host)
{
    struct sigaction count = {.sa_handler = count_signal}, before, after;
    sigaction(SIGPIPE, &count, &before);
    atomic_store(&signals, 0);
    place_and_provoke();
    assert_int_equal(atomic_load(&signals), 0);
    assert_false(is_in_mask());
    assert_false(is_pending());
    sigaction(SIGPIPE, &before, &after);
    assert_ptr_equal(after.sa_handler, count_signal);
}

TEST(the_hosts_own_sigpipe_stays_pending)
{
    struct sigaction count = {.sa_handler = count_signal}, before;
    sigaction(SIGPIPE, &count, &before);
    atomic_store(&signals, 0);
    sigset_t sigpipe, mask;
    sigemptyset(&sigpipe);
    sigaddset(&sigpipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &sigpipe, &mask);
    place_and_provoke();
    assert_true(is_in_mask());
    assert_false(is_pending()); /* the library's own are taken away */
    raise(SIGPIPE);
    place_and_provoke();
    assert_true(is_in_mask());
    assert_true(is_pending());
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    assert_int_equal(atomic_load(&signals), 1);
    sigaction(SIGPIPE, &before, NULL);
}

TEST(no_signal_handler_is_installed)
{
    struct local_server server;
    struct sigaction before[SIGRTMAX + 1], after;
    for (int number = 1; number <= SIGRTMAX; number++)
        if (sigaction(number, NULL, &before[number]) != 0)
            before[number].sa_handler = SIG_DFL;
    start_server(&server, true);
    skillcall_client *client = client_for(&server);
    place(client, &server);
    for (int number = 1; number <= SIGRTMAX; number++)
        if (sigaction(number, NULL, &after) == 0)
            assert_ptr_equal(after.sa_handler, before[number].sa_handler);
    skillcall_client_free(client);
    stop_server(&server);
}

/* The server closes its ends in its own time. */
static void await_descriptors(size_t count)
{
    await_entries("/proc/self/fd", count, 5000);
    assert_int_equal(count_entries("/proc/self/fd"), count);
}

TEST(no_descriptor_and_no_thread_is_left)
{
    struct local_server server;
    size_t at_first = count_entries("/proc/self/fd");
    start_server(&server, true);
    size_t descriptors = at_first + 1; /* the listener */
    place_with_a_new_client(&server);
    size_t threads = count_entries("/proc/self/task");
    for (int i = 0; i < 10; i++) {
        OWNED(client) client = client_for(&server);
        assert_true(skillcall_client_pollable_fd(client, NULL) >= 0);
        place(client, &server);
        assert_int_equal(count_entries("/proc/self/task"), threads);
    }
    await_descriptors(descriptors);
    stop_server(&server);
    await_descriptors(at_first);
}

static bool is_connected_to(int fd, const struct local_server *server)
{
    struct sockaddr_in there, peer;
    socklen_t size = sizeof there, peer_size = sizeof peer;
    getsockname(server->listener, (struct sockaddr *)&there, &size);
    return getpeername(fd, (struct sockaddr *)&peer, &peer_size) == 0 &&
           peer.sin_family == AF_INET && peer.sin_port == there.sin_port;
}

static const struct local_server *watched;
static atomic_int connections, closed_by_exec;

/* On the server's thread, while the client waits. */
static const char *look_at_descriptors(const char *head, const char *body)
{
    for (int fd = 0; fd < 256; fd++) {
        if (!is_connected_to(fd, watched))
            continue;
        atomic_fetch_add(&connections, 1);
        if (fcntl(fd, F_GETFD) == FD_CLOEXEC)
            atomic_fetch_add(&closed_by_exec, 1);
    }
    return "HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n" PLACED_BODY;
}

TEST(exec_closes_connections)
{
    for (int tls = 0; tls < 2; tls++) {
        struct local_server server = {.has_tls = tls, .reply = look_at_descriptors};
        launch_server(&server);
        watched = &server;
        atomic_store(&connections, 0);
        atomic_store(&closed_by_exec, 0);
        place_with_a_new_client(&server);
        assert_int_equal(atomic_load(&connections), 1);
        assert_int_equal(atomic_load(&closed_by_exec), 1);
        stop_server(&server);
    }
}

/* One call in an event loop, which blocks nowhere but in poll. */
static skillcall_call *run_loop(skillcall_client *client, const struct local_server *server)
{
    OWNED(access) access = skillcall_access_new(NULL, server->endpoint, TOKEN, NULL, NULL);
    OWNED(session) session = the_session();
    struct pollfd ready = {.fd = skillcall_client_pollable_fd(client, NULL), .events = POLLIN};
    skillcall_call *call = skillcall_client_submit(client, access, session, 0, NULL);
    skillcall_call *ended = NULL;
    for (int turns = 0; !ended; turns++) {
        assert_true(turns < 200);
        assert_int_equal(poll(&ready, 1, 10000), 1);
        assert_ok(skillcall_client_drive(client, 0, NULL));
        ended = skillcall_client_take_ended(client);
    }
    assert_ptr_equal(ended, call);
    return call;
}

TEST(serves_an_event_loop)
{
    for (int tls = 0; tls < 2; tls++) {
        struct local_server server;
        start_server(&server, tls);
        skillcall_client *client = client_for(&server);
        for (int i = 0; i < 3; i++) {
            OWNED(call) call = run_loop(client, &server);
            assert_ok(skillcall_call_status(call));
        }
        skillcall_client_free(client);
        stop_server(&server);
    }
}

/* Someone who listens and never answers: the time to connect runs out, on libcurl's own timer. */
TEST(timers_of_libcurl_reach_an_event_loop)
{
    struct local_server silent = {.has_tls = true};
    make_certificate(&silent);
    listen_locally(&silent);
    skillcall_client_options *options = options_for(&silent);
    skillcall_client_options_set_connect_timeout_ms(options, 300, NULL);
    skillcall_client_options_set_max_attempts(options, 1, NULL);
    skillcall_client *client = skillcall_client_new(NULL, options, NULL);
    skillcall_client_options_free(options);
    skillcall_call *call = run_loop(client, &silent); /* its poll waits less than the deadline */
    assert_int_equal(skillcall_call_status(call), SKILLCALL_E_CONNECT);
    assert_int_equal(skillcall_call_outcome(call), NOT_PLACED);
    skillcall_call_free(call);
    skillcall_client_free(client);
    close(silent.listener);
    free_certificate(&silent);
}

static int32_t place_in(const skillcall_allocator *allocator, const struct local_server *server)
{
    OWNED(error) error = skillcall_error_new(NULL);
    skillcall_client_options *options = options_for(server);
    OWNED(client) client = skillcall_client_new(allocator, options, error);
    skillcall_client_options_free(options);
    OWNED(access) access = skillcall_access_new(NULL, server->endpoint, TOKEN, NULL, NULL);
    OWNED(session) session = the_session();
    OWNED(receipt)
    receipt = client ? skillcall_client_start(client, access, session, 0, error) : NULL;
    int32_t status = skillcall_error_status(error);
    if (client && !receipt && atomic_load(&server->requests) > 0)
        assert_int_equal(skillcall_error_outcome(error), UNKNOWN);
    return status;
}

TEST(survives_every_failed_allocation)
{
    int32_t status = SKILLCALL_E_NO_MEMORY;
    for (size_t fail_at = 1; status != SKILLCALL_OK; fail_at++) {
        struct local_server server;
        struct watch watch = {.fail_at = fail_at, .secret = TOKEN};
        skillcall_allocator allocator = watching_allocator(&watch);
        start_server(&server, false);
        status = place_in(&allocator, &server);
        stop_server(&server);
        assert_true(status == SKILLCALL_OK || status == SKILLCALL_E_NO_MEMORY);
        assert_true(atomic_load(&server.requests) <= 1);
        assert_int_equal(watch.live, 0);
        assert_false(watch.secret_seen);
        assert_int_equal(references(), 0);
        assert_true(fail_at < 100);
    }
}
