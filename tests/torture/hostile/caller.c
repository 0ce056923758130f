/* SPDX-License-Identifier: Apache-2.0 */
/* Places the calls that standard input asks for and prints one JSON line for each: what the library
 * says became of it. With --threads N so many threads obey, which may only start; with --polls 1
 * the client is driven when its descriptor is ready. Fields of a command are separated by tabs:
 *
 *   call FORM ENDPOINT TOKEN ID DEADLINE_MS CANCEL_MS   submit ("-1": never cancel)
 *   start FORM ENDPOINT TOKEN ID DEADLINE_MS -1         place and wait in one
 *   wait                                                until all submitted calls have ended
 *   pause MS                                            do nothing for a while
 *   new                                                 go on with a new client
 *   measure                                             wait, and count the costs from here on
 *   end                                                 free all, then stay until the input ends
 *
 * FORM is "phone" or "room". The last line tells what the calls cost in memory and descriptors, and
 * with --keep 1 where all blocks of the library lie as they were when they were given back. */
#include "report.h"
#include "support/entries.h"
#include "support/keeping_allocator.h"

#include <inttypes.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FIELDS = 7, NEVER = -1, INPUT_SIZE = 65536, THREADS_MAX = 64 };

struct slot {
    skillcall_call *call;
    char *id;
    int64_t deadline_ms;
    struct moment started;
    int64_t cancel_us;
};

struct settings {
    const char *ca_file;
    const char *proxy;
    const char *host; /* that may see the token as well */
    int32_t threads;
    int32_t polls;
    int32_t window;
    int32_t attempts;
    int32_t connections;
    int32_t connect_ms;
    int32_t backoff_ms; /* 0: the library's own */
    int32_t keep;
    int32_t http;
};

static struct settings settings = {.proxy = "",
                                   .window = 64,
                                   .attempts = 3,
                                   .connections = 16,
                                   .connect_ms = 2000,
                                   .backoff_ms = 10,
                                   .http = SKILLCALL_HTTP_1_1};
static char input[INPUT_SIZE];
static struct keep keep;
static skillcall_allocator table;
static const skillcall_allocator *allocator; /* NULL: the C library's */
static skillcall_client *client;
static _Thread_local skillcall_error *error;
static struct slot *slots;
static long before_kb;
static size_t before_descriptors;

static _Noreturn void die(const char *what)
{
    fprintf(stderr, "caller: %s: %s\n", what, skillcall_error_message(error));
    exit(EXIT_FAILURE);
}

static void pause_ms(int64_t ms)
{
    struct timespec time = {.tv_sec = (time_t)(ms / 1000), .tv_nsec = (long)(ms % 1000) * 1000000};
    nanosleep(&time, NULL);
}

static char *copy(const char *text)
{
    char *result = malloc(strlen(text) + 1);
    if (!result)
        die("no memory");
    return strcpy(result, text);
}

static void log_line(void *user_data, int32_t level, const char *message)
{
    fprintf(stderr, "%" PRId32 " %s\n", level, message);
}

static void make_client(void)
{
    skillcall_error_clear(error);
    skillcall_client_options *options = skillcall_client_options_new(allocator, error);
    skillcall_client_options_set_ca_file(options, settings.ca_file, error);
    skillcall_client_options_set_max_attempts(options, settings.attempts, error);
    skillcall_client_options_set_max_connections(options, settings.connections, error);
    skillcall_client_options_set_connect_timeout_ms(options, settings.connect_ms, error);
    if (settings.backoff_ms)
        skillcall_client_options_set_backoff_ms(options, settings.backoff_ms, settings.backoff_ms,
                                                error);
    skillcall_client_options_set_http_version(options, settings.http, error);
    skillcall_client_options_set_proxy(options, settings.proxy, error);
    skillcall_client_options_set_log(options, log_line, NULL, SKILLCALL_LOG_DEBUG, error);
    if (skillcall_error_status(error) != SKILLCALL_OK)
        die("options");
    client = skillcall_client_new(allocator, options, error);
    skillcall_client_options_free(options);
    if (!client)
        die("client");
}

static skillcall_session *make_session(const char *form, const char *id)
{
    int room = strcmp(form, "room") == 0;
    skillcall_participant *from =
        room ? skillcall_participant_new_room(allocator, "profile", "device", error)
             : skillcall_participant_new_phone_caller(allocator, "+12045571111", "device", error);
    skillcall_participant *to =
        room ? skillcall_participant_new_extension(allocator, "4011", error)
             : skillcall_participant_new_phone_callee(allocator, "+16073391111", error);
    skillcall_session_builder *builder = skillcall_session_builder_new(allocator, error);
    skillcall_session_builder_add(builder, from, error);
    skillcall_session_builder_add(builder, to, error);
    skillcall_session_builder_set_client_session_id(builder, id, error);
    skillcall_session *session = skillcall_session_builder_build(builder, error);
    skillcall_session_builder_free(builder);
    skillcall_participant_free(to);
    skillcall_participant_free(from);
    if (!session)
        die("session");
    return session;
}

static void end_slot(struct slot *slot)
{
    print_end(slot->id, slot->deadline_ms, slot->started, skillcall_call_outcome(slot->call),
              skillcall_call_receipt(slot->call), skillcall_call_error(slot->call));
    skillcall_call_free(slot->call);
    free(slot->id);
    slot->call = NULL;
}

/* Cancels what is due and returns the milliseconds until the next is, -1 for none. */
static int64_t cancel_due(void)
{
    int64_t time_us = now_us();
    int64_t next = -1;
    for (struct slot *slot = slots; slot < slots + settings.window; ++slot) {
        if (!slot->call || slot->cancel_us == NEVER)
            continue;
        if (slot->cancel_us <= time_us) {
            slot->cancel_us = NEVER;
            skillcall_call_cancel(slot->call);
            return 0;
        }
        int64_t wait = (slot->cancel_us - time_us) / 1000 + 1;
        if (next < 0 || wait < next)
            next = wait;
    }
    return next;
}

static void take_ended(void)
{
    skillcall_call *call;
    while ((call = skillcall_client_take_ended(client)))
        end_slot(skillcall_call_user_data(call));
}

static void make_progress(void)
{
    int64_t wait_ms = cancel_due();
    if (settings.polls) {
        struct pollfd ready = {.fd = skillcall_client_pollable_fd(client, error), .events = POLLIN};
        if (ready.fd < 0 || poll(&ready, 1, (int)wait_ms) < 0)
            die("poll");
        wait_ms = 0;
    }
    if (skillcall_client_drive(client, wait_ms, error) != SKILLCALL_OK)
        die("drive");
    take_ended();
}

static struct slot *free_slot(void)
{
    for (;;) {
        for (struct slot *slot = slots; slot < slots + settings.window; ++slot)
            if (!slot->call)
                return slot;
        make_progress();
    }
}

static void wait_all(void)
{
    while (skillcall_client_calls_in_flight(client) > 0)
        make_progress();
    take_ended();
}

static void submit(const skillcall_access *access, const skillcall_session *session, const char *id,
                   int64_t deadline_ms, int64_t cancel_ms)
{
    struct slot *slot = free_slot();
    slot->id = copy(id);
    slot->deadline_ms = deadline_ms;
    slot->started = now();
    slot->cancel_us = cancel_ms < 0 ? NEVER : slot->started.time_us + cancel_ms * 1000;
    slot->call = skillcall_client_submit(client, access, session, deadline_ms, error);
    if (!slot->call)
        die("submit");
    skillcall_call_set_user_data(slot->call, slot);
}

static void start(const skillcall_access *access, const skillcall_session *session, const char *id,
                  int64_t deadline_ms)
{
    struct moment started = now();
    skillcall_receipt *receipt =
        skillcall_client_start(client, access, session, deadline_ms, error);
    int32_t outcome = receipt ? SKILLCALL_OUTCOME_PLACED : skillcall_error_outcome(error);
    print_end(id, deadline_ms, started, outcome, receipt, receipt ? NULL : error);
    skillcall_receipt_free(receipt);
}

static void place(char **field)
{
    skillcall_session *session = make_session(field[1], field[4]);
    skillcall_access *access =
        skillcall_access_new(allocator, field[2], field[3], settings.host, error);
    if (!access)
        die("access");
    int64_t deadline_ms = strtoll(field[5], NULL, 10);
    if (strcmp(field[0], "start") == 0)
        start(access, session, field[4], deadline_ms);
    else
        submit(access, session, field[4], deadline_ms, strtoll(field[6], NULL, 10));
    skillcall_access_free(access);
    skillcall_session_free(session);
}

static void measure(void)
{
    wait_all();
    before_kb = peak_memory_kb();
    before_descriptors = count_entries("/proc/self/fd");
}

static void obey(char *command)
{
    char *field[FIELDS] = {NULL};
    char *rest;
    int count = 0;
    for (char *at = strtok_r(command, "\t\n", &rest); at && count < FIELDS;
         at = strtok_r(NULL, "\t\n", &rest))
        field[count++] = at;
    if (count == FIELDS) {
        place(field);
    } else if (count == 1 && strcmp(field[0], "wait") == 0) {
        wait_all();
    } else if (count == 2 && strcmp(field[0], "pause") == 0) {
        pause_ms(strtoll(field[1], NULL, 10));
    } else if (count == 1 && strcmp(field[0], "new") == 0) {
        wait_all();
        skillcall_client_free(client);
        make_client();
    } else if (count == 1 && strcmp(field[0], "measure") == 0) {
        measure();
    } else {
        die("command not understood");
    }
}

static void obey_all(void)
{
    static _Thread_local char command[1024];
    while (fgets(command, sizeof command, stdin) && strcmp(command, "end\n") != 0)
        obey(command);
    memset(command, 0, sizeof command);
}

static void *obey_in_a_thread(void *unused)
{
    error = skillcall_error_new(allocator);
    obey_all();
    skillcall_error_free(error);
    return NULL;
}

static void obey_in_threads(void)
{
    pthread_t threads[THREADS_MAX];
    if (settings.threads > THREADS_MAX)
        die("too many threads");
    for (int32_t i = 0; i < settings.threads; i++)
        if (pthread_create(&threads[i], NULL, obey_in_a_thread, NULL) != 0)
            die("thread");
    for (int32_t i = 0; i < settings.threads; i++)
        pthread_join(threads[i], NULL);
}

static void read_option(const char *name, const char *value)
{
    const struct {
        const char *name;
        int32_t *value;
    } numbers[] = {{"--threads", &settings.threads},
                   {"--polls", &settings.polls},
                   {"--window", &settings.window},
                   {"--attempts", &settings.attempts},
                   {"--connections", &settings.connections},
                   {"--connect-ms", &settings.connect_ms},
                   {"--backoff-ms", &settings.backoff_ms},
                   {"--keep", &settings.keep},
                   {"--http", &settings.http}};
    const struct {
        const char *name;
        const char **value;
    } texts[] = {
        {"--cacert", &settings.ca_file}, {"--proxy", &settings.proxy}, {"--host", &settings.host}};
    bool is_known = false;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; ++i) {
        if (strcmp(name, texts[i].name) == 0) {
            *texts[i].value = value;
            is_known = true;
        }
    }
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; ++i) {
        if (strcmp(name, numbers[i].name) == 0) {
            *numbers[i].value = (int32_t)strtol(value, NULL, 10);
            is_known = true;
        }
    }
    if (!is_known)
        die("option not understood");
}

/* Leaves nothing of what was read. */
static void stay(void)
{
    memset(input, 0, sizeof input);
    fflush(stdout);
    while (getchar() != EOF)
        continue;
}

int main(int argc, char **argv)
{
    for (int i = 1; i + 1 < argc; i += 2)
        read_option(argv[i], argv[i + 1]);
    if (settings.keep) {
        table = keeping_allocator(&keep);
        allocator = &table;
    }
    error = skillcall_error_new(allocator);
    setvbuf(stdin, input, _IOFBF, sizeof input);
    slots = calloc((size_t)settings.window, sizeof *slots);
    if (!error || !slots)
        die("no memory");
    int descriptors = (int)count_entries("/proc/self/fd");
    make_client();
    measure();
    if (settings.threads)
        obey_in_threads();
    else
        obey_all();
    wait_all();

    printf("{\"memory_grown_kb\":%ld,\"descriptors_grown\":%d,", peak_memory_kb() - before_kb,
           (int)(count_entries("/proc/self/fd") - before_descriptors));
    skillcall_client_free(client);
    printf("\"descriptors_left\":%d,\"kept_at\":%" PRIuPTR ",\"kept_size\":%zu}\n",
           (int)count_entries("/proc/self/fd") - descriptors, (uintptr_t)keep.start, keep.used);
    skillcall_error_free(error);
    free(slots);
    stay();
    return EXIT_SUCCESS;
}
