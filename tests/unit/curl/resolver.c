/* SPDX-License-Identifier: Apache-2.0 */
/* The built-in transport with a resolver that does not answer until the test lets it. */
#include "support/entries.h"
#include "support/owned.h"
#include "support/the_call.h"
#include "support/unit.h"

#include <curl/curl.h>
#include <netdb.h>
#include <pthread.h>
#include <skillcall/client.h>
#include <stdbool.h>

enum { CONNECTIONS = 2, CALLS = 5, A_WHILE_MS = 200, PATIENCE_MS = 20000 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t is_released = PTHREAD_COND_INITIALIZER;
static bool is_mute = true;
static int lookups; /* under way */

/* Stands in front of the C library's. */
int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints,
                struct addrinfo **found)
{
    pthread_mutex_lock(&lock);
    lookups++;
    while (is_mute)
        pthread_cond_wait(&is_released, &lock);
    lookups--;
    pthread_mutex_unlock(&lock);
    return EAI_FAIL;
}

static int count_lookups(void)
{
    pthread_mutex_lock(&lock);
    int count = lookups;
    pthread_mutex_unlock(&lock);
    return count;
}

static void release(void)
{
    pthread_mutex_lock(&lock);
    is_mute = false;
    pthread_cond_broadcast(&is_released);
    pthread_mutex_unlock(&lock);
}

static void *do_nothing(void *nothing)
{
    return nothing;
}

/* Together with the first thread ThreadSanitizer starts one of its own, which stays. */
static void start_first_thread(void)
{
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, do_nothing, NULL), 0);
    pthread_join(thread, NULL);
}

static void drive(skillcall_client *client, int for_ms)
{
    for (int ms = 0; ms < for_ms; ms += 10)
        assert_ok(skillcall_client_drive(client, 10, NULL));
}

static void wait_for_entries(const char *path, size_t count)
{
    await_entries(path, count, PATIENCE_MS);
    assert_int_equal(count_entries(path), count);
}

/* Since 8.20 libcurl looks for addresses of both kinds at the same time. */
static int most_lookups(void)
{
    return curl_version_info(CURLVERSION_NOW)->version_num < 0x081400 ? CONNECTIONS
                                                                      : 2 * CONNECTIONS;
}

/* Freeing the client does so before 7.87. */
static bool waits_for_lookups(void)
{
    return curl_version_info(CURLVERSION_NOW)->version_num < 0x075700;
}

/* There are no more of them than the connections allow, and freeing the client waits for none. They
   end when the resolver answers, and leave nothing. */
TEST(lookups_are_limited_and_left_behind)
{
    start_first_thread();
    size_t descriptors = count_entries("/proc/self/fd"), threads = count_entries("/proc/self/task");
    OWNED(access) access = the_access();
    OWNED(session) session = the_session();
    OWNED(client_options) options = skillcall_client_options_new(NULL, NULL);
    skillcall_client_options_set_max_connections(options, CONNECTIONS, NULL);
    skillcall_client_options_set_proxy(options, "", NULL);
    skillcall_client_options_set_connect_timeout_ms(options, PATIENCE_MS, NULL);
    skillcall_client *client = skillcall_client_new(NULL, options, NULL);
    skillcall_call *calls[CALLS];
    for (size_t i = 0; i < CALLS; i++)
        calls[i] = skillcall_client_submit(client, access, session, PATIENCE_MS, NULL);
    while (count_lookups() < CONNECTIONS)
        drive(client, 10);
    drive(client, A_WHILE_MS);
    int left = count_lookups();
    assert_true(left >= CONNECTIONS);
    assert_true(left <= most_lookups());

    if (waits_for_lookups())
        release();
    skillcall_client_free(client);
    assert_true(waits_for_lookups() || count_lookups() == left);
    for (size_t i = 0; i < CALLS; i++) {
        assert_int_equal(skillcall_call_outcome(calls[i]), NOT_PLACED);
        skillcall_call_free(calls[i]);
    }
    release();
    wait_for_entries("/proc/self/task", threads);
    wait_for_entries("/proc/self/fd", descriptors);
}
