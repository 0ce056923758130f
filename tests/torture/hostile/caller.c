/* SPDX-License-Identifier: Apache-2.0 */
/* Places the calls that standard input asks for and prints one JSON line for each: what the library
 * says became of it. Fields of a command are separated by tabs:
 *
 *   call FORM ENDPOINT TOKEN ID DEADLINE_MS CANCEL_MS   submit ("-1": never cancel)
 *   start FORM ENDPOINT TOKEN ID DEADLINE_MS -1         place and wait in one
 *   wait                                                until all submitted calls have ended
 *   pause MS                                            do nothing for a while
 *   new                                                 go on with a new client
 *   end                                                 free all, then stay until the input ends
 *
 * FORM is "phone" or "room". The last line tells what the calls cost in memory and descriptors, and
 * with --keep 1 where all blocks of the library lie as they were when they were given back. */
#include "support/entries.h"
#include "support/keeping_allocator.h"

#include <inttypes.h>
#include <skillcall/skillcall.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FIELDS = 7, NEVER = -1, INPUT_SIZE = 65536 };

struct moment {
    int64_t time_us;
    int64_t starved_us;
};

struct slot {
    skillcall_call *call;
    char *id;
    int64_t deadline_ms;
    struct moment started;
    int64_t cancel_us;
};

struct settings {
    const char *ca_file;
    int32_t window;
    int32_t attempts;
    int32_t connections;
    int32_t connect_ms;
    int32_t backoff_ms;
    int32_t keep;
    int32_t http;
};

static struct settings settings = {NULL, 64, 3, 16, 2000, 10, 0, SKILLCALL_HTTP_1_1};
static char input[INPUT_SIZE];
static char command[1024];
static struct keep keep;
static skillcall_allocator table;
static const skillcall_allocator *allocator; /* NULL: the C library's */
static skillcall_client *client;
static skillcall_error *error;
static struct slot *slots;

static _Noreturn void die(const char *what)
{
    fprintf(stderr, "caller: %s: %s\n", what, skillcall_error_message(error));
    exit(EXIT_FAILURE);
}

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
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

/* The most memory that this process has had so far, by the kernel's account. Sanitizers keep what
   is freed for themselves, so there is nothing to be measured with them. */
static long peak_memory_kb(void)
{
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
    return 0;
#else
    static const char name[] = "VmHWM:";
    FILE *file = fopen("/proc/self/status", "r");
    char line[256];
    long kb = 0;
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, name, strlen(name)) == 0)
            kb = strtol(line + strlen(name), NULL, 10);
    if (file)
        fclose(file);
    return kb;
#endif
}

/* How long this process has been ready to run while others had the processor. */
static int64_t starved_us(void)
{
    FILE *file = fopen("/proc/self/schedstat", "r");
    int64_t run_ns = 0;
    int64_t wait_ns = 0;
    if (file) {
        if (fscanf(file, "%" SCNd64 " %" SCNd64, &run_ns, &wait_ns) != 2)
            wait_ns = 0;
        fclose(file);
    }
    return wait_ns / 1000;
}

static struct moment now(void)
{
    return (struct moment){now_us(), starved_us()};
}

static void print_text(const char *name, const char *text)
{
    printf(",\"%s\":", name);
    if (!text) {
        fputs("null", stdout);
        return;
    }
    putchar('"');
    for (const unsigned char *at = (const unsigned char *)text; *at; ++at) {
        if (*at < 0x20 || *at >= 0x7f || *at == '"' || *at == '\\')
            printf("\\u%04x", *at);
        else
            putchar(*at);
    }
    putchar('"');
}

static void print_end(const char *id, int64_t deadline_ms, struct moment started, int32_t outcome,
                      const skillcall_receipt *receipt, const skillcall_error *failure)
{
    int32_t attempts =
        receipt ? skillcall_receipt_attempts(receipt) : skillcall_error_attempts(failure);
    printf("{\"outcome\":\"%s\",\"status\":\"%s\",\"http\":%" PRId32 ",\"attempts\":%" PRId32
           ",\"deadline_ms\":%" PRId64 ",\"elapsed_ms\":%" PRId64 ",\"starved_ms\":%" PRId64,
           skillcall_outcome_name(outcome), skillcall_status_name(skillcall_error_status(failure)),
           skillcall_error_http_status(failure), attempts, deadline_ms,
           (now_us() - started.time_us) / 1000, (starved_us() - started.starved_us) / 1000);
    print_text("id", id);
    print_text("client_session_id", receipt ? skillcall_receipt_client_session_id(receipt)
                                            : skillcall_error_client_session_id(failure));
    print_text("session_id", skillcall_receipt_session_id(receipt));
    print_text("request_id", receipt ? skillcall_receipt_request_id(receipt)
                                     : skillcall_error_request_id(failure));
    print_text("service_code", skillcall_error_service_code(failure));
    print_text("service_message", skillcall_error_service_message(failure));
    print_text("transport_text", skillcall_error_transport_text(failure));
    print_text("message", skillcall_error_message(failure));
    puts("}");
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
    skillcall_client_options_set_backoff_ms(options, settings.backoff_ms, settings.backoff_ms,
                                            error);
    skillcall_client_options_set_http_version(options, settings.http, error);
    skillcall_client_options_set_proxy(options, "", error);
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
    if (skillcall_client_drive(client, cancel_due(), error) != SKILLCALL_OK)
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
    print_end(id, deadline_ms, started, outcome, receipt, error);
    skillcall_receipt_free(receipt);
}

static void place(char **field)
{
    skillcall_session *session = make_session(field[1], field[4]);
    skillcall_access *access = skillcall_access_new(allocator, field[2], field[3], NULL, error);
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

static void obey(void)
{
    char *field[FIELDS] = {NULL};
    int count = 0;
    for (char *at = strtok(command, "\t\n"); at && count < FIELDS; at = strtok(NULL, "\t\n"))
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
    } else {
        die("command not understood");
    }
}

static void read_option(const char *name, const char *value)
{
    const struct {
        const char *name;
        int32_t *value;
    } numbers[] = {{"--window", &settings.window},
                   {"--attempts", &settings.attempts},
                   {"--connections", &settings.connections},
                   {"--connect-ms", &settings.connect_ms},
                   {"--backoff-ms", &settings.backoff_ms},
                   {"--keep", &settings.keep},
                   {"--http", &settings.http}};
    if (strcmp(name, "--cacert") == 0) {
        settings.ca_file = value;
        return;
    }
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; ++i) {
        if (strcmp(name, numbers[i].name) == 0) {
            *numbers[i].value = (int32_t)strtol(value, NULL, 10);
            return;
        }
    }
    die("option not understood");
}

/* Leaves nothing of what was read. */
static void stay(void)
{
    memset(command, 0, sizeof command);
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
    long before_kb = peak_memory_kb();

    while (fgets(command, sizeof command, stdin) && strcmp(command, "end\n") != 0)
        obey();
    wait_all();

    long grown_kb = peak_memory_kb() - before_kb;
    skillcall_client_free(client);
    printf("{\"memory_grown_kb\":%ld,\"descriptors_left\":%d,\"kept_at\":%" PRIuPTR
           ",\"kept_size\":%zu}\n",
           grown_kb, (int)count_entries("/proc/self/fd") - descriptors, (uintptr_t)keep.start,
           keep.used);
    skillcall_error_free(error);
    free(slots);
    stay();
    return EXIT_SUCCESS;
}
