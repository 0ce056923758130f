/* SPDX-License-Identifier: Apache-2.0 */
#include "journal/terminal.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static bool is_stdout(const char *file)
{
    return file && strcmp(file, "-") == 0;
}

bool terminal_is_free(const struct settings *settings)
{
    return isatty(STDOUT_FILENO) && !is_stdout(settings->log) && !is_stdout(settings->event_file);
}

static const char *text(const json_t *entry, const char *member)
{
    return json_string_value(json_object_get(entry, member));
}

/* Prints part of a client's text, but nothing that controls the terminal. */
static void print_safe(const char *text, size_t size)
{
    for (; size > 0 && *text; text++, size--)
        putchar(*text > ' ' && *text <= '~' ? *text : '?');
}

/* The first five and the last four characters of a number; a short one whole. */
static void print_identity(const char *identity)
{
    size_t length = strlen(identity);
    if (length <= 9) {
        print_safe(identity, length);
        return;
    }
    print_safe(identity, 5);
    fputs("…", stdout);
    print_safe(identity + length - 4, 4);
}

static void print_request(const json_t *entry)
{
    json_int_t status = json_integer_value(json_object_get(entry, "status"));
    const char *kind = text(entry, "kind");
    const char *word = text(entry, "code");
    print_safe(text(entry, "method"), 16);
    printf(" %s", kind ? kind : "?");
    if (text(entry, "from") && text(entry, "to")) {
        putchar(' ');
        print_identity(text(entry, "from"));
        fputs(" → ", stdout);
        print_identity(text(entry, "to"));
    }
    if (status)
        printf(" %d", (int)status);
    if (text(entry, "sessionId"))
        fputs(" placed", stdout);
    else if (word)
        printf(" %s", word);
    if (text(entry, "fault"))
        printf(" (%s)", text(entry, "fault"));
}

/* The result of a request. The phrase is the peer's, so it is not printed. */
static void print_step(const json_t *entry)
{
    json_int_t status = json_integer_value(json_object_get(entry, "status"));
    const char *step = text(entry, "sip");
    const char *event = text(entry, "event");
    printf("     #%d ", (int)json_integer_value(json_object_get(entry, "number")));
    if (step)
        fputs(step, stdout);
    else
        printf("event %s", event ? event : "sent");
    if (status)
        printf(" %d", (int)status);
}

void terminal_show(const json_t *entry)
{
    time_t now = time(NULL);
    struct tm parts;
    char clock[16];
    localtime_r(&now, &parts);
    strftime(clock, sizeof clock, "%H:%M:%S ", &parts);
    fputs(clock, stdout);
    if (text(entry, "method"))
        print_request(entry);
    else
        print_step(entry);
    putchar('\n');
    fflush(stdout);
}
