/* SPDX-License-Identifier: Apache-2.0 */
/* To be preloaded: counts what a program and all its libraries allocate. */
#define _GNU_SOURCE

#include <dlfcn.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stddef.h>

size_t allocation_count(void);
void allocation_peak_reset(void);
size_t allocation_peak(void);

static atomic_size_t count, in_use, peak, floor_of_peak;

static void *(*real_malloc)(size_t size);
static void *(*real_calloc)(size_t number, size_t size);
static void *(*real_realloc)(void *block, size_t size);
static void (*real_free)(void *block);

/* Runs before the program's own threads exist; the libraries that load before this one find the
   functions at their first use. */
static void find_real(void)
{
    *(void **)&real_malloc = dlsym(RTLD_NEXT, "malloc");
    *(void **)&real_calloc = dlsym(RTLD_NEXT, "calloc");
    *(void **)&real_realloc = dlsym(RTLD_NEXT, "realloc");
    *(void **)&real_free = dlsym(RTLD_NEXT, "free");
}

static void *took(void *block)
{
    if (!block)
        return NULL;
    atomic_fetch_add_explicit(&count, 1, memory_order_relaxed);
    size_t size = malloc_usable_size(block);
    size_t now = atomic_fetch_add_explicit(&in_use, size, memory_order_relaxed) + size;
    size_t most = atomic_load_explicit(&peak, memory_order_relaxed);
    while (now > most && !atomic_compare_exchange_weak(&peak, &most, now))
        ;
    return block;
}

static void gave(void *block)
{
    atomic_fetch_sub_explicit(&in_use, malloc_usable_size(block), memory_order_relaxed);
}

void *malloc(size_t size)
{
    if (!real_malloc)
        find_real();
    return took(real_malloc(size));
}

void *calloc(size_t number, size_t size)
{
    if (!real_calloc)
        find_real();
    return took(real_calloc(number, size));
}

void *realloc(void *block, size_t size)
{
    if (!real_realloc)
        find_real();
    size_t old = block ? malloc_usable_size(block) : 0;
    void *moved = real_realloc(block, size);
    if (moved)
        atomic_fetch_sub_explicit(&in_use, old, memory_order_relaxed);
    return took(moved);
}

void free(void *block)
{
    if (!block)
        return;
    if (!real_free)
        find_real();
    gave(block);
    real_free(block);
}

size_t allocation_count(void)
{
    return atomic_load(&count);
}

void allocation_peak_reset(void)
{
    atomic_store(&floor_of_peak, atomic_load(&in_use));
    atomic_store(&peak, atomic_load(&in_use));
}

size_t allocation_peak(void)
{
    return atomic_load(&peak) - atomic_load(&floor_of_peak);
}
