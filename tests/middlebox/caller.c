/* SPDX-License-Identifier: Apache-2.0 */
/* Places many calls at once, as a program would that knows only the public interface, and prints
 * one line for each, with tabs between:
 *
 *     NUMBER OUTCOME STATUS HTTP_STATUS ATTEMPTS ELAPSED_MS STARVED_MS WRITES SESSION_ID TEXT
 *
 *     caller MODE ENDPOINT HOST [--OPTION VALUE]...
 *
 * MODE is "drive", "threads" (each of which blocks) or "poll" (the descriptor in an event loop).
 * HOST is the further host that may see tokens. The calls have the numbers from --first on. WRITES
 * is what witness.c saw of the call's request. */
#include "support/the_call.h"
#include "witness.h"

#include <inttypes.h>
#include <poll.h>
#include <pthread.h>
#include <skillcall/skillcall.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct end {
    int32_t outcome, status, http_status, attempts;
    int64_t started_ms, elapsed_ms, starved_ms;
    char session_id[64];
    char text[160];
};

static struct {
    int32_t first, count, window, attempts, connections, connect_ms, deadline_ms, pause_ms,
        http_version;
} settings = {0, 1, 16, 3, 16, 2000, 3000, 0, SKILLCALL_HTTP_1_1};
static const char *ca_file, *proxy = "";
static const char *endpoint, *host;
static unsigned first_number, count;
static struct end *ends;
static skillcall_client *client;

static _Noreturn void die(const char *what, const skillcall_error *error)
{
    fprintf(stderr, "caller: %s: %s\n", what, skillcall_error_message(error));
    exit(EXIT_FAILURE);
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void pause_ms(int64_t ms)
{
    struct timespec time = {.tv_sec = (time_t)(ms / 1000), .tv_nsec = (long)(ms % 1000) * 1000000};
    nanosleep(&time, NULL);
}

/* How long this thread has been ready to run while others had the processor. */
static int64_t starved_ms(void)
{
    FILE *file = fopen("/proc/thread-self/schedstat", "r");
    int64_t run_ns = 0, wait_ns = 0;
    if (file) {
        if (fscanf(file, "%" SCNd64 " %" SCNd64, &run_ns, &wait_ns) != 2)
            wait_ns = 0;
        fclose(file);
    }
    return wait_ns / 1000000;
}

static void make_client(skillcall_error *error)
{
    skillcall_client_options *options = skillcall_client_options_new(NULL, error);
    skillcall_client_options_set_ca_file(options, ca_file, error);
    skillcall_client_options_set_max_attempts(options, settings.attempts, error);
    skillcall_client_options_set_max_connections(options, settings.connections, error);
    skillcall_client_options_set_connect_timeout_ms(options, settings.connect_ms, error);
    skillcall_client_options_set_proxy(options, proxy, error);
    skillcall_client_options_set_http_version(options, settings.http_version, error);
    if (skillcall_error_status(error) == SKILLCALL_OK)
        client = skillcall_client_new(NULL, options, error);
    skillcall_client_options_free(options);
    if (!client)
        die("client", error);
}

static skillcall_session *new_session(unsigned number, skillcall_error *error)
{
    char id[32];
    snprintf(id, sizeof id, WITNESS_ID "%08u", number);
    skillcall_session *session = session_with_id(id);
    if (!session)
        die("session", error);
    return session;
}

static skillcall_access *new_access(unsigned number, skillcall_error *error)
{
    char token[64];
    snprintf(token, sizeof token, WITNESS_TOKEN "%08u", number);
    skillcall_access *access = skillcall_access_new(NULL, endpoint, token, host, error);
    if (!access)
        die("access", error);
    return access;
}

static struct end *begin(unsigned number)
{
    struct end *end = &ends[number - first_number];
    end->started_ms = now_ms();
    end->starved_ms = starved_ms();
    return end;
}

static void copy_text(char *to, size_t size, const char *text)
{
    snprintf(to, size, "%s", text && *text ? text : "-");
    for (; *to; to++)
        if ((unsigned char)*to < ' ')
            *to = ' ';
}

static void finish(struct end *end, int32_t outcome, const skillcall_receipt *receipt,
                   const skillcall_error *error)
{
    end->elapsed_ms = now_ms() - end->started_ms;
    end->starved_ms = starved_ms() - end->starved_ms;
    end->outcome = outcome;
    end->status = skillcall_error_status(error);
    end->http_status = skillcall_error_http_status(error);
    end->attempts = receipt ? skillcall_receipt_attempts(receipt) : skillcall_error_attempts(error);
    copy_text(end->session_id, sizeof end->session_id, skillcall_receipt_session_id(receipt));
    copy_text(end->text, sizeof end->text, skillcall_error_transport_text(error));
}

static void submit(unsigned number, skillcall_error *error)
{
    skillcall_session *session = new_session(number, error);
    skillcall_access *access = new_access(number, error);
    struct end *end = begin(number);
    skillcall_call *call =
        skillcall_client_submit(client, access, session, settings.deadline_ms, error);
    if (!call)
        die("submit", error);
    skillcall_call_set_user_data(call, end);
    skillcall_access_free(access);
    skillcall_session_free(session);
}

static void take_ended(void)
{
    skillcall_call *call;
    while ((call = skillcall_client_take_ended(client))) {
        finish(skillcall_call_user_data(call), skillcall_call_outcome(call),
               skillcall_call_receipt(call), skillcall_call_error(call));
        skillcall_call_free(call);
    }
}

static void drive(skillcall_error *error)
{
    if (skillcall_client_drive(client, -1, error) != SKILLCALL_OK)
        die("drive", error);
}

static void poll_then_drive(skillcall_error *error)
{
    struct pollfd ready = {.fd = skillcall_client_pollable_fd(client, error), .events = POLLIN};
    if (ready.fd < 0)
        die("pollable_fd", error);
    if (poll(&ready, 1, -1) < 0 || skillcall_client_drive(client, 0, error) != SKILLCALL_OK)
        die("poll", error);
}

/* Keeps the window full; with a pause, lets each window end and the connections idle. */
static void place_all(void (*progress)(skillcall_error *), skillcall_error *error)
{
    size_t window = (size_t)settings.window;
    for (unsigned number = first_number; number < first_number + count; number++) {
        bool pauses = settings.pause_ms && (number - first_number) % window == 0;
        size_t most = pauses ? 0 : window - 1;
        while (skillcall_client_calls_in_flight(client) > most) {
            progress(error);
            take_ended();
        }
        if (pauses)
            pause_ms(settings.pause_ms);
        submit(number, error);
    }
    while (skillcall_client_calls_in_flight(client) > 0) {
        progress(error);
        take_ended();
    }
    take_ended();
}

static void *place_blocking(void *next_number)
{
    skillcall_error *error = skillcall_error_new(NULL);
    unsigned number;
    while ((number = atomic_fetch_add((atomic_uint *)next_number, 1)) < first_number + count) {
        skillcall_session *session = new_session(number, error);
        skillcall_access *access = new_access(number, error);
        struct end *end = begin(number);
        skillcall_receipt *receipt =
            skillcall_client_start(client, access, session, settings.deadline_ms, error);
        finish(end, receipt ? SKILLCALL_OUTCOME_PLACED : skillcall_error_outcome(error), receipt,
               receipt ? NULL : error);
        skillcall_receipt_free(receipt);
        skillcall_access_free(access);
        skillcall_session_free(session);
        if (settings.pause_ms)
            pause_ms(settings.pause_ms);
    }
    skillcall_error_free(error);
    return NULL;
}

static void place_with_threads(skillcall_error *error)
{
    atomic_uint next_number = first_number;
    pthread_t *threads = calloc((size_t)settings.window, sizeof *threads);
    for (int i = 0; threads && i < settings.window; i++)
        if (pthread_create(&threads[i], NULL, place_blocking, &next_number) != 0)
            die("thread", error);
    for (int i = 0; threads && i < settings.window; i++)
        pthread_join(threads[i], NULL);
    free(threads);
}

static void read_option(const char *name, const char *value)
{
    const struct {
        const char *name;
        int32_t *value;
    } numbers[] = {{"--first", &settings.first},
                   {"--count", &settings.count},
                   {"--window", &settings.window},
                   {"--attempts", &settings.attempts},
                   {"--connections", &settings.connections},
                   {"--connect-ms", &settings.connect_ms},
                   {"--deadline-ms", &settings.deadline_ms},
                   {"--pause-ms", &settings.pause_ms},
                   {"--http-version", &settings.http_version}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (strcmp(name, numbers[i].name) == 0)
            *numbers[i].value = (int32_t)strtol(value, NULL, 10);
    if (strcmp(name, "--cacert") == 0)
        ca_file = value;
    if (strcmp(name, "--proxy") == 0)
        proxy = value;
}

static void print(unsigned number)
{
    const struct end *end = &ends[number - first_number];
    printf("%u\t%s\t%s\t%" PRId32 "\t%" PRId32 "\t%" PRId64 "\t%" PRId64 "\t%u\t%s\t%s\n", number,
           skillcall_outcome_name(end->outcome), skillcall_status_name(end->status),
           end->http_status, end->attempts, end->elapsed_ms, end->starved_ms,
           witness_writes(number), end->session_id, end->text);
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
    endpoint = argv[2];
    host = argv[3];
    for (int i = 4; i + 1 < argc; i += 2)
        read_option(argv[i], argv[i + 1]);
    first_number = (unsigned)settings.first;
    count = (unsigned)settings.count;
    skillcall_error *error = skillcall_error_new(NULL);
    ends = calloc(count, sizeof *ends);
    if (!error || !ends)
        die("out of memory", error);
    witness_start(first_number, count);
    make_client(error);
    if (strcmp(argv[1], "threads") == 0)
        place_with_threads(error);
    else
        place_all(strcmp(argv[1], "poll") == 0 ? poll_then_drive : drive, error);
    skillcall_client_free(client);
    for (unsigned number = first_number; number < first_number + count; number++)
        print(number);
    free(ends);
    skillcall_error_free(error);
    return EXIT_SUCCESS;
}
