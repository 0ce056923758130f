/* SPDX-License-Identifier: Apache-2.0 */
#include "json/json_writer.h"

#include <stdio.h>
#include <string.h>

static void new_line(skillcall__json_writer *writer)
{
    if (writer->indent == 0)
        return;
    skillcall__text_add(writer->text, "\n", 1);
    for (uint32_t i = 0; i < writer->depth * writer->indent; i++)
        skillcall__text_add(writer->text, " ", 1);
}

void skillcall__json_begin(skillcall__json_writer *writer, char bracket)
{
    skillcall__text_add(writer->text, &bracket, 1);
    writer->depth++;
    writer->has_sibling = false;
}

void skillcall__json_end(skillcall__json_writer *writer, char bracket)
{
    writer->depth--;
    new_line(writer);
    skillcall__text_add(writer->text, &bracket, 1);
    writer->has_sibling = true;
}

static void put_escaped(skillcall__text *text, unsigned char byte)
{
    char escape[8];
    if (byte == '"' || byte == '\\')
        snprintf(escape, sizeof escape, "\\%c", byte);
    else
        snprintf(escape, sizeof escape, "\\u%04x", byte);
    skillcall__text_puts(text, escape);
}

static unsigned char needs_escape(unsigned char byte)
{
    return (byte < 0x20) | (byte == '"') | (byte == '\\');
}

/* Looks at all of them, because compilers turn that into a few steps. */
static bool is_plain(const char *value, size_t size)
{
    unsigned char found = 0;
    for (size_t i = 0; i < size; i++)
        found |= needs_escape((unsigned char)value[i]);
    return !found;
}

static void put_quoted(skillcall__text *text, const char *value)
{
    size_t size = strlen(value);
    skillcall__text_add(text, "\"", 1);
    if (is_plain(value, size)) {
        skillcall__text_add(text, value, size);
    } else {
        for (; *value; value++)
            if (needs_escape((unsigned char)*value))
                put_escaped(text, (unsigned char)*value);
            else
                skillcall__text_add(text, value, 1);
    }
    skillcall__text_add(text, "\"", 1);
}

void skillcall__json_name(skillcall__json_writer *writer, const char *name)
{
    if (writer->has_sibling)
        skillcall__text_add(writer->text, ",", 1);
    new_line(writer);
    writer->has_sibling = true;
    if (!name)
        return;
    skillcall__text_add(writer->text, "\"", 1);
    skillcall__text_puts(writer->text, name);
    skillcall__text_add(writer->text, "\": ", writer->indent ? 3 : 2);
}

void skillcall__json_put_string(skillcall__json_writer *writer, const char *name, const char *value)
{
    if (!value)
        return;
    skillcall__json_name(writer, name);
    put_quoted(writer->text, value);
}

void skillcall__json_put_boolean(skillcall__json_writer *writer, const char *name, bool value)
{
    skillcall__json_name(writer, name);
    skillcall__text_puts(writer->text, value ? "true" : "false");
}
