/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/nearest.h"
#include "cli/printable.h"
#include "command/command.h"
#include "command/output.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct {
    const char *name;
    const char *summary;
    int (*run)(int argc, char **argv);
} subcommands[] = {
    {"start", "place a call", run_start},
    {"validate", "check a request body", run_validate},
    {"uui", "turn client session ids into SIP headers, and back", run_uui},
    {"event", "show the call in an event of a SIP media application", run_event},
    {"emulate", "run a local emulator of the Alexa API", run_emulate},
};

#define SUBCOMMAND_COUNT (sizeof subcommands / sizeof subcommands[0])

#define NAME_SIZE 32

static void print_usage(FILE *stream)
{
    fputs("Usage: skillcall SUBCOMMAND [FLAG]...\n"
          "       skillcall help [SUBCOMMAND]\n"
          "       skillcall --help | --version\n\n"
          "Starts Alexa communication sessions (skill calls).\n\nSubcommands:\n",
          stream);
    for (size_t i = 0; i < SUBCOMMAND_COUNT; i++)
        fprintf(stream, "  %-10s %s\n", subcommands[i].name, subcommands[i].summary);
    fputs("\nExit codes: 0 done; 1 not placed, or failed; 2 wrong usage; 3 invalid input;\n"
          "4 it is unknown whether the call was placed.\n",
          stream);
}

/*
 * A closed standard stream gets a descriptor that fails. Otherwise a connection could get its
 * number, and receive output meant for the stream.
 */
static void fill_closed_streams(void)
{
    for (int descriptor = 0; descriptor <= 2; descriptor++)
        if (fcntl(descriptor, F_GETFD) < 0)
            open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/* A long argument is not shown: it may be a secret. */
static int refuse_subcommand(const char *argument)
{
    char name[NAME_SIZE];
    enum { OTHERS = 3, COUNT = OTHERS + SUBCOMMAND_COUNT };
    const char *names[COUNT] = {"help", "--help", "--version"};
    for (size_t i = 0; i < SUBCOMMAND_COUNT; i++)
        names[OTHERS + i] = subcommands[i].name;
    bool is_short = (size_t)snprintf(name, sizeof name, "%s", argument) < sizeof name;
    const char *nearest = is_short ? nearest_name(name, names, COUNT) : NULL;
    make_printable(name);
    if (nearest)
        diagnose("there is no subcommand \"%s\"; did you mean \"%s\"?\nTry: skillcall --help", name,
                 nearest);
    else
        diagnose("there is no such subcommand\nTry: skillcall --help");
    return EXIT_USAGE;
}

static int run_subcommand(int argc, char **argv)
{
    for (size_t i = 0; i < SUBCOMMAND_COUNT; i++)
        if (strcmp(argv[0], subcommands[i].name) == 0)
            return subcommands[i].run(argc, argv);
    return refuse_subcommand(argv[0]);
}

static int run(int argc, char **argv);

/* Prints the help of the named subcommand. */
static int help(char *name)
{
    char *arguments[] = {name, "--help", NULL};
    if (name)
        return run(2, arguments);
    print_usage(stdout);
    return finish_output(EXIT_DONE);
}

static int run(int argc, char **argv)
{
    if (strcmp(argv[0], "--help") == 0 || strcmp(argv[0], "-h") == 0)
        return help(NULL);
    if (strcmp(argv[0], "help") == 0)
        return help(argv[1]);
    if (strcmp(argv[0], "--version") == 0) {
        printf("skillcall %s\n", skillcall_version());
        return finish_output(EXIT_DONE);
    }
    return run_subcommand(argc, argv);
}

int main(int argc, char **argv)
{
    fill_closed_streams();
    if (argc < 2) {
        print_usage(stderr);
        return EXIT_USAGE;
    }
    return run(argc - 1, argv + 1);
}
