/* SPDX-License-Identifier: Apache-2.0 */
#include "report.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

long peak_memory_kb(void)
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

/* How long this thread has been ready to run while others had the processor. */
static int64_t starved_us(void)
{
    FILE *file = fopen("/proc/thread-self/schedstat", "r");
    int64_t run_ns = 0;
    int64_t wait_ns = 0;
    if (file) {
        if (fscanf(file, "%" SCNd64 " %" SCNd64, &run_ns, &wait_ns) != 2)
            wait_ns = 0;
        fclose(file);
    }
    return wait_ns / 1000;
}

struct moment now(void)
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

void print_end(const char *id, int64_t deadline_ms, struct moment started, int32_t outcome,
               const skillcall_receipt *receipt, const skillcall_error *failure)
{
    int32_t attempts =
        receipt ? skillcall_receipt_attempts(receipt) : skillcall_error_attempts(failure);
    flockfile(stdout);
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
    funlockfile(stdout);
}
