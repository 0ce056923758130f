#include "command/flags.h"

#include "command/output.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define HELP_COLUMN 30
#define FIRST_LONG 256 /* what getopt_long returns for flag 0; above every letter */
#define HELP FLAGS_MAX
#define NAME_SHOWN_MAX 24

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

static void print_lines(const char *text, const char *first, const char *others)
{
    const char *prefix = first;
    for (const char *end; (end = strchr(text, '\n')); text = end + 1, prefix = others)
        printf("%s%.*s\n", prefix, (int)(end - text), text);
    printf("%s%s\n", prefix, text);
}

static void print_flag(const char *name, char letter, const char *value, const char *help)
{
    char left[64];
    char indent[HELP_COLUMN + 1];
    snprintf(left, sizeof left, "  %c%c%c --%s%s%s", letter ? '-' : ' ', letter ? letter : ' ',
             letter ? ',' : ' ', name, value ? " " : "", value ? value : "");
    snprintf(indent, sizeof indent, "%*s", HELP_COLUMN, "");
    printf("%-*s", HELP_COLUMN, left);
    print_lines(help, "", indent);
}

static int print_help(const struct usage *usage)
{
    char first[64];
    char others[64];
    snprintf(first, sizeof first, "Usage: skillcall %s ", usage->name);
    snprintf(others, sizeof others, "       skillcall %s ", usage->name);
    print_lines(usage->synopsis, first, others);
    printf("\n%s\n\nFlags:\n", usage->description);
    for (int i = 0; i < usage->flag_count; i++)
        if (usage->flags[i].help)
            print_flag(usage->flags[i].name, usage->flags[i].letter, usage->flags[i].value,
                       usage->flags[i].help);
    print_flag("help", 'h', NULL, "print this help");
    return finish_output(EXIT_DONE);
}

static void fill_options(const struct usage *usage, struct option *options, char *letters)
{
    *letters++ = ':';
    for (int i = 0; i < usage->flag_count; i++) {
        const struct flag *flag = &usage->flags[i];
        int takes = flag->refusal ? optional_argument
                    : flag->value ? required_argument
                                  : no_argument;
        *options++ = (struct option){.name = flag->name, .has_arg = takes, .val = FIRST_LONG + i};
        if (flag->letter)
            *letters++ = flag->letter;
    }
    *options++ = (struct option){.name = "help", .val = FIRST_LONG + HELP};
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

/* How much of an argument can be a flag's name. What follows is not shown: it may be a secret. */
static int name_length(const char *argument)
{
    size_t length =
        strspn(argument, "-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    return length < NAME_SHOWN_MAX ? (int)length : NAME_SHOWN_MAX;
}

static int refuse_unknown(const struct usage *usage, const char *argument)
{
    if (optopt >= FIRST_LONG + HELP)
        return wrong_usage(usage, "--help takes no value");
    if (optopt >= FIRST_LONG)
        return wrong_usage(usage, "--%s takes no value", usage->flags[optopt - FIRST_LONG].name);
    if (optopt)
        return wrong_usage(usage, "there is no flag -%c", optopt);
    int length = name_length(argument);
    bool is_all = argument[length] == '\0' || argument[length] == '=';
    for (int i = 0; is_all && i < usage->flag_count; i++)
        if (strncmp(usage->flags[i].name, argument + 2, (size_t)length - 2) == 0)
            return wrong_usage(usage, "%.*s may mean several flags: write it in full", length,
                               argument);
    return wrong_usage(usage, "there is no flag %.*s", length, argument);
}

static int take_flag(struct arguments *arguments, int index, const char *value, bool separate)
{
    const struct flag *flag = &arguments->usage->flags[index];
    if (flag->refusal)
        return wrong_usage(arguments->usage, "there is no flag --%s: %s", flag->name,
                           flag->refusal);
    if (arguments->values[index])
        return wrong_usage(arguments->usage, "--%s is given twice", flag->name);
    if (separate && strncmp(value, "--", 2) == 0)
        return wrong_usage(arguments->usage,
                           "--%s needs a value (one that begins with \"--\" goes after a \"=\")",
                           flag->name);
    arguments->values[index] = value ? value : "";
    return -1;
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
            return print_help(usage);
        int end = take_flag(arguments, index, optarg, optarg && optarg == argv[optind - 1]);
        if (end >= 0)
            return end;
    }
    arguments->operands = argv + optind;
    arguments->operand_count = argc - optind;
    if (usage->operands_max >= 0 && arguments->operand_count > usage->operands_max)
        return wrong_usage(usage, usage->operands_max
                                      ? "only one FILE is accepted"
                                      : "unexpected argument: only flags are accepted");
    return -1;
}

int parse_number(const struct arguments *arguments, int flag, int64_t minimum, int64_t maximum,
                 int64_t *number)
{
    const char *digits = arguments->values[flag];
    int64_t value = 0;
    bool valid = *digits != '\0';
    for (; valid && *digits; digits++) {
        valid = *digits >= '0' && *digits <= '9';
        value = value * 10 + (*digits - '0');
        valid = valid && value <= maximum;
    }
    if (!valid || value < minimum)
        return wrong_usage(arguments->usage, "--%s must be a whole number from %lld to %lld",
                           arguments->usage->flags[flag].name, (long long)minimum,
                           (long long)maximum);
    *number = value;
    return -1;
}
