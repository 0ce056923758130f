/* SPDX-License-Identifier: Apache-2.0 */
/* Where a shared library is in memory, to know whether it made a call. */
#ifndef TESTS_TORTURE_MODULE_H
#define TESTS_TORTURE_MODULE_H

#include <link.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { SEGMENTS_MAX = 16 };

struct module {
    const char *name; /* the start of its file's name */
    struct {
        uintptr_t from, to;
    } segments[SEGMENTS_MAX];
    size_t count; /* 0 if it is not loaded */
};

static inline int add_segments(struct dl_phdr_info *loaded, size_t size, void *context)
{
    struct module *module = context;
    const char *slash = strrchr(loaded->dlpi_name, '/');
    if (strncmp(slash ? slash + 1 : loaded->dlpi_name, module->name, strlen(module->name)) != 0)
        return 0;
    for (size_t i = 0; i < loaded->dlpi_phnum && module->count < SEGMENTS_MAX; i++) {
        const ElfW(Phdr) *header = &loaded->dlpi_phdr[i];
        if (header->p_type != PT_LOAD)
            continue;
        uintptr_t from = loaded->dlpi_addr + header->p_vaddr;
        module->segments[module->count].from = from;
        module->segments[module->count++].to = from + header->p_memsz;
    }
    return 1;
}

static inline struct module module_find(const char *name)
{
    struct module module = {.name = name};
    dl_iterate_phdr(add_segments, &module);
    return module;
}

static inline bool module_holds(const struct module *module, const void *address)
{
    for (size_t i = 0; i < module->count; i++)
        if ((uintptr_t)address >= module->segments[i].from &&
            (uintptr_t)address < module->segments[i].to)
            return true;
    return false;
}

#endif
