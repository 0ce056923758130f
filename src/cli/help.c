/* SPDX-License-Identifier: Apache-2.0 */
/* The help of a program, for people and for tools. */
#include "cli/flags.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#define WIDTH 90
#define COLUMN 30
#define PARAGRAPH_SIZE 512

static const char *const formats[] = {"json", NULL};
static const struct flag help_flag = {
    .name = "help",
    .value = "FORMAT",
    .choices = formats,
    .letter = 'h',
    .is_optional = true,
    .help = "print this help, or the same in a FORMAT for tools",
};

static void print_lines(const char *text, const char *first, const char *others)
{
    const char *prefix = first;
    for (const char *end; (end = strchr(text, '\n')); text = end + 1, prefix = others)
        printf("%s%.*s\n", prefix, (int)(end - text), text);
    printf("%s%s\n", prefix, text);
}

static void append(char paragraph[PARAGRAPH_SIZE], const char *before, const char *text)
{
    size_t length = strlen(paragraph);
    snprintf(paragraph + length, PARAGRAPH_SIZE - length, "%s%s", before, text);
}

/* The description of a flag, in one paragraph. */
static void describe(const struct flag *flag, char paragraph[PARAGRAPH_SIZE])
{
    *paragraph = '\0';
    append(paragraph, "", flag->help);
    for (const char *const *choice = flag->has_modifiers ? NULL : flag->choices; choice && *choice;
         choice++)
        append(paragraph, choice == flag->choices ? ": " : choice[1] ? ", " : " or ", *choice);
    if (flag->variable)
        append(paragraph, "; by default the value of ", flag->variable);
}

/* Prints the words of a text in lines that begin at COLUMN, where the cursor is. */
static void print_wrapped(const char *text)
{
    int at = COLUMN;
    while (*text) {
        int length = (int)strcspn(text, " ");
        if (at > COLUMN && at + 1 + length > WIDTH) {
            printf("\n%*s", COLUMN, "");
            at = COLUMN;
        }
        at += printf("%s%.*s", at > COLUMN ? " " : "", length, text);
        text += length;
        text += strspn(text, " ");
    }
    putchar('\n');
}

static void print_flag(const struct flag *flag)
{
    char left[64];
    char paragraph[PARAGRAPH_SIZE];
    const char letter[] = {'-', flag->letter, ',', '\0'};
    const char *value = flag->value ? flag->value : "";
    const char *open = flag->is_optional ? "[=" : flag->value ? " " : "";
    snprintf(left, sizeof left, "  %-3s --%s%s%s%s", flag->letter ? letter : "", flag->name, open,
             value, flag->is_optional ? "]" : "");
    if (strlen(left) < COLUMN)
        printf("%-*s", COLUMN, left);
    else
        printf("%s\n%*s", left, COLUMN, "");
    describe(flag, paragraph);
    print_wrapped(paragraph);
}

static void print_text(const struct usage *usage)
{
    char first[64];
    char others[64];
    snprintf(first, sizeof first, "Usage: skillcall %s ", usage->name);
    snprintf(others, sizeof others, "       skillcall %s ", usage->name);
    print_lines(usage->synopsis, first, others);
    printf("\n%s\n\nFlags:\n", usage->description);
    for (int i = 0; i < usage->flag_count; i++)
        if (!usage->flags[i].refusal)
            print_flag(&usage->flags[i]);
    print_flag(&help_flag);
    if (usage->print_more)
        usage->print_more();
}

static json_t *flag_json(const struct flag *flag)
{
    char paragraph[PARAGRAPH_SIZE];
    const char letter[] = {flag->letter, '\0'};
    json_t *choices = json_array();
    for (const char *const *choice = flag->choices; choice && *choice; choice++)
        json_array_append_new(choices, json_string(*choice));
    describe(flag, paragraph);
    return json_pack("{s:s, s:s*, s:s*, s:b, s:o, s:s}", "name", flag->name, "letter",
                     flag->letter ? letter : NULL, "value", flag->value, "isOptional",
                     flag->is_optional, "choices", choices, "help", paragraph);
}

static void print_json_help(const struct usage *usage)
{
    json_t *flags = json_array();
    for (int i = 0; i < usage->flag_count; i++)
        if (!usage->flags[i].refusal)
            json_array_append_new(flags, flag_json(&usage->flags[i]));
    json_array_append_new(flags, flag_json(&help_flag));
    json_t *all = json_pack("{s:s, s:s, s:s, s:b, s:o}", "name", usage->name, "synopsis",
                            usage->synopsis, "description", usage->description, "takesFiles",
                            usage->operands_max == 1, "flags", flags);
    json_dumpf(all, stdout, JSON_INDENT(1));
    putchar('\n');
    json_decref(all);
}

int print_help(const struct usage *usage, bool json)
{
    if (json)
        print_json_help(usage);
    else
        print_text(usage);
    bool failed = ferror(stdout) != 0;
    if (fclose(stdout) == 0 && !failed)
        return 0;
    fprintf(stderr, "skillcall: the help could not be written to standard output: %s\n",
            strerror(errno));
    return 1;
}
