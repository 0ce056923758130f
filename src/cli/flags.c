/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/flags.h"

#include "cli/nearest.h"
#include "cli/parse_number.h"
#include "cli/printable.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define EXIT_USAGE 2
#define FIRST_LONG 256 /* what getopt_long returns for flag 0; above every letter */
#define HELP FLAGS_MAX
#define NAME_SIZE 32

int wrong_usage(const struct usage *usage, const char *format, ...)
{
    fprintf(stderr, "skillcall %s: ", usage->name);
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fprintf(stderr, "\nTry: skillcall %s --help\n", usage->name);
    return EXIT_USAGE;
}

static void fill_options(const struct usage *usage, struct option *options, char *letters)
{
    *letters++ = ':';
    for (int i = 0; i < usage->flag_count; i++) {
        const struct flag *flag = &usage->flags[i];
        int takes = flag->refusal || flag->is_optional ? optional_argument
                    : flag->value                      ? required_argument
                                                       : no_argument;
        *options++ = (struct option){.name = flag->name, .has_arg = takes, .val = FIRST_LONG + i};
        if (flag->letter)
            *letters++ = flag->letter;
    }
    *options++ =
        (struct option){.name = "help", .has_arg = optional_argument, .val = FIRST_LONG + HELP};
    *options = (struct option){.name = NULL};
    *letters++ = 'h';
    *letters = '\0';
}

static int flag_index(const struct usage *usage, int code)
{
    if (code >= FIRST_LONG)
        return code - FIRST_LONG;
    for (int i = 0; i < usage->flag_count; i++)
        if (usage->flags[i].letter == code)
            return i;
    return HELP;
}

/* Copies the part of an argument that can be a flag's name, dashes included, without cutting a
 * character. The rest is not shown, because it may be a secret. Returns whether all of the argument
 * is a name. */
static bool copy_name(const char *argument, char name[NAME_SIZE])
{
    size_t length = 0;
    for (unsigned char byte; (byte = (unsigned char)argument[length]) != '\0'; length++)
        if (byte < 0x80 &&
            !strchr("-_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", byte))
            break;
    bool is_whole = argument[length] == '\0' || argument[length] == '=';
    if (length >= NAME_SIZE) {
        is_whole = false;
        for (length = NAME_SIZE - 1; ((unsigned char)argument[length] & 0xC0) == 0x80;)
            length--;
    }
    memcpy(name, argument, length);
    name[length] = '\0';
    make_printable(name);
    return is_whole;
}

static int refuse_name(const struct usage *usage, const char *argument)
{
    char name[NAME_SIZE];
    const char *names[FLAGS_MAX];
    bool is_whole = copy_name(argument, name);
    const char *word = name + strspn(name, "-");
    for (int i = 0; i < usage->flag_count; i++) {
        names[i] = usage->flags[i].name;
        if (is_whole && *word && strncmp(names[i], word, strlen(word)) == 0)
            return wrong_usage(usage, "%s may mean several flags: write it in full", name);
    }
    const char *nearest = is_whole ? nearest_name(word, names, (size_t)usage->flag_count) : NULL;
    return wrong_usage(usage, "there is no flag %s%s%s%s", name, nearest ? "; did you mean --" : "",
                       nearest ? nearest : "", nearest ? "?" : "");
}

static int refuse_unknown(const struct usage *usage, const char *argument)
{
    if (optopt >= FIRST_LONG)
        return wrong_usage(usage, "--%s takes no value", usage->flags[optopt - FIRST_LONG].name);
    if (optopt == 0)
        return refuse_name(usage, argument);
    if (optopt > ' ' && optopt < 0x7F)
        return wrong_usage(usage, "there is no flag -%c", optopt);
    return wrong_usage(usage, "there is no such flag");
}

static bool is_choice(const struct flag *flag, const char *value)
{
    const char *const *choice = flag->choices;
    while (*choice && strcmp(*choice, value) != 0)
        choice++;
    return *choice != NULL;
}

static int refuse_choice(const struct usage *usage, const struct flag *flag)
{
    char list[256] = "";
    for (const char *const *choice = flag->choices; *choice; choice++) {
        const char *before = choice == flag->choices ? "" : choice[1] ? ", " : " or ";
        size_t length = strlen(list);
        snprintf(list + length, sizeof list - length, "%s%s", before, *choice);
    }
    return wrong_usage(usage, "--%s takes %s%s", flag->name, list,
                       flag->is_optional ? ", after a \"=\", or nothing" : "");
}

static int take_flag(struct arguments *arguments, int index, const char *value, bool separate)
{
    const struct usage *usage = arguments->usage;
    const struct flag *flag = &usage->flags[index];
    if (flag->refusal)
        return wrong_usage(usage, "there is no flag --%s: %s", flag->name, flag->refusal);
    if (arguments->values[index])
        return wrong_usage(usage, "--%s is given twice", flag->name);
    if (separate && strncmp(value, "--", 2) == 0)
        return wrong_usage(usage,
                           "--%s needs a value (one that begins with \"--\" goes after a \"=\")",
                           flag->name);
    if (value && flag->choices && !flag->has_modifiers && !is_choice(flag, value))
        return refuse_choice(usage, flag);
    arguments->values[index] = value ? value : "";
    return -1;
}

static int take_help(const struct usage *usage, const char *format)
{
    if (format && strcmp(format, "json") != 0)
        return wrong_usage(usage, "--help takes json, after a \"=\", or nothing");
    return print_help(usage, format != NULL);
}

static int take_operands(struct arguments *arguments, char **operands, int count)
{
    const struct usage *usage = arguments->usage;
    arguments->operands = operands;
    arguments->operand_count = count;
    if (usage->operands_max < 0 || count <= usage->operands_max)
        return -1;
    return wrong_usage(usage, usage->operands_max ? "only one FILE is accepted"
                                                  : "unexpected argument: only flags are accepted");
}

int parse_flags(const struct usage *usage, int argc, char **argv, struct arguments *arguments)
{
    struct option options[FLAGS_MAX + 2];
    char letters[FLAGS_MAX + 3];
    *arguments = (struct arguments){.usage = usage};
    fill_options(usage, options, letters);
    opterr = 0;
    for (int code; (code = getopt_long(argc, argv, letters, options, NULL)) != -1;) {
        if (code == '?')
            return refuse_unknown(usage, argv[optind - 1]);
        if (code == ':')
            return wrong_usage(usage, "--%s needs a value",
                               usage->flags[flag_index(usage, optopt)].name);
        int index = flag_index(usage, code);
        if (index == HELP)
            return take_help(usage, optarg);
        int end = take_flag(arguments, index, optarg, optarg && optarg == argv[optind - 1]);
        if (end >= 0)
            return end;
    }
    return take_operands(arguments, argv + optind, argc - optind);
}

int parse_number_flag(const struct arguments *arguments, int flag, uint32_t minimum,
                      uint32_t maximum, uint32_t *number)
{
    uint32_t value;
    if (!parse_number(arguments->values[flag], maximum, &value) || value < minimum)
        return wrong_usage(arguments->usage, "--%s must be a whole number from %u to %u",
                           arguments->usage->flags[flag].name, (unsigned)minimum,
                           (unsigned)maximum);
    *number = value;
    return -1;
}
