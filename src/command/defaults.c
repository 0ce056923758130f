/* SPDX-License-Identifier: Apache-2.0 */
#define _POSIX_C_SOURCE 200809L

#include "command/defaults.h"

#include "cli/printable.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILE_MAX 65536
#define BLANKS " \t\r"

/* NULL for one that is empty or not set. */
static const char *variable(const char *name)
{
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

/* Finds the file: false if there is none and none was named. */
static bool find_file(char *path, size_t size)
{
    const char *named = variable("SKILLCALL_CONFIG");
    const char *home = variable("HOME");
    const char *folder = variable("XDG_CONFIG_HOME");
    int length = 0;
    if (named)
        length = snprintf(path, size, "%s", named);
    else if (folder && *folder == '/')
        length = snprintf(path, size, "%s/skillcall/config", folder);
    else if (home && *home == '/')
        length = snprintf(path, size, "%s/.config/skillcall/config", home);
    return length > 0 && (size_t)length < size && (named || access(path, F_OK) == 0);
}

static bool fail(struct document *file, int line, const char *reason)
{
    char failure[sizeof file->failure];
    snprintf(failure, sizeof failure, "line %d of the configuration file %s: %s", line, file->name,
             reason);
    free_document(file);
    memcpy(file->failure, failure, sizeof failure);
    make_printable(file->failure);
    return false;
}

/* Cuts the blanks off both ends. */
static char *trim(char *text)
{
    text += strspn(text, BLANKS);
    for (size_t length = strlen(text); length && strchr(BLANKS, text[length - 1]);)
        text[--length] = '\0';
    return text;
}

static int find_setting(const struct usage *usage, const char *name)
{
    int i = 0;
    while (i < usage->flag_count &&
           !(usage->flags[i].is_setting && strcmp(usage->flags[i].name, name) == 0))
        i++;
    return i;
}

/* Reads "NAME = VALUE"; comments and empty lines hold nothing. */
static bool take_line(struct arguments *arguments, const bool wanted[], struct document *file,
                      char *text, int line)
{
    text = trim(text);
    if (!*text || *text == '#')
        return true;
    char *value = strchr(text, '=');
    if (!value)
        return fail(file, line, "it must have the form NAME = VALUE");
    *value++ = '\0';
    int flag = find_setting(arguments->usage, trim(text));
    if (flag == arguments->usage->flag_count)
        return fail(file, line,
                    "there is no such setting; skillcall start --help names the settings");
    if (wanted[flag] && !arguments->values[flag])
        arguments->values[flag] = trim(value);
    return true;
}

static bool take_file(struct arguments *arguments, const bool wanted[], struct document *file)
{
    if (file->size > FILE_MAX)
        return fail(file, 1, "the file has more than 65536 bytes");
    if (strlen(file->data) != file->size)
        return fail(file, 1, "it holds a NUL byte");
    int number = 1;
    for (char *line = file->data, *next; line; line = next, number++) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        if (!take_line(arguments, wanted, file, line, number))
            return false;
    }
    return true;
}

static void take_environment(struct arguments *arguments, const bool wanted[])
{
    for (int i = 0; i < arguments->usage->flag_count; i++) {
        const char *name = arguments->usage->flags[i].variable;
        if (name && wanted[i] && !arguments->values[i])
            arguments->values[i] = variable(name);
    }
}

bool fill_defaults(struct arguments *arguments, const bool wanted[], struct document *file)
{
    static char path[4096];
    take_environment(arguments, wanted);
    if (!find_file(path, sizeof path))
        return true;
    read_document(file, path, FILE_MAX);
    return file->data && take_file(arguments, wanted, file);
}
