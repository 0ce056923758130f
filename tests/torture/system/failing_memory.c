/* SPDX-License-Identifier: Apache-2.0 */
/* Preloaded into an interpreter, makes allocations of libskillcall fail, and nobody else's. A test
   calls three functions in whatever way its language calls C:

       while ((id = memory_next())) {
           ... places a call with this id ...
           memory_end();
           memory_report(outcome);
       } */
#define _GNU_SOURCE

#include "module.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

const char *memory_next(void);
void memory_end(void);
void memory_report(const char *outcome);

extern void *__libc_malloc(size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void __libc_free(void *block);

enum { BLOCKS_MAX = 4096 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct module library; /* not found as long as nothing was armed */
static bool is_armed, is_lasting;
static int32_t failing_call, calls, failures;
static const void *blocks[BLOCKS_MAX]; /* the library's, since the first arming */
static size_t block_count;
static char id[40];

/* Lets the library's first allocation fail, then the second ... until one is not reached; then the
   first and all later ones, and so on. Gives an id of its own each time, and NULL at the end. */
const char *memory_next(void)
{
    static int32_t ids;
    struct module found = module_find("libskillcall");
    pthread_mutex_lock(&lock);
    bool is_over = failing_call > 0 && failures == 0;
    bool is_end = is_over && is_lasting;
    is_lasting = is_lasting || is_over;
    failing_call = is_over ? 1 : failing_call + 1;
    library = found;
    calls = failures = 0;
    is_armed = !is_end;
    pthread_mutex_unlock(&lock);
    snprintf(id, sizeof id, "%08d-0000-4000-8000-%012d", (int)getpid(), (int)++ids);
    return is_end ? NULL : id;
}

/* Lets none fail any more. */
void memory_end(void)
{
    pthread_mutex_lock(&lock);
    is_armed = false;
    pthread_mutex_unlock(&lock);
}

/* Prints what became of the call, and how many blocks the library has not given back. */
void memory_report(const char *outcome)
{
    printf("%s %s allocation %d%s, blocks %zu, outcome %s\n", program_invocation_short_name, id,
           (int)failing_call, is_lasting ? "..." : "", block_count, outcome);
}

static bool fails(void)
{
    if (!is_armed)
        return false;
    calls++;
    if (is_lasting ? calls < failing_call : calls != failing_call)
        return false;
    failures++;
    return true;
}

static void forget(const void *block)
{
    for (size_t i = 0; i < block_count; i++)
        if (blocks[i] == block)
            blocks[i] = blocks[--block_count];
}

/* For the library: takes a new block, or its old one anew. */
static void *take(void *old, size_t size)
{
    pthread_mutex_lock(&lock);
    void *block = fails() ? NULL : __libc_realloc(old, size);
    if (block) {
        forget(old);
        if (block_count == BLOCKS_MAX)
            abort();
        blocks[block_count++] = block;
    } else {
        errno = ENOMEM;
    }
    pthread_mutex_unlock(&lock);
    return block;
}

void *malloc(size_t size)
{
    return module_holds(&library, __builtin_return_address(0)) ? take(NULL, size)
                                                               : __libc_malloc(size);
}

void *realloc(void *block, size_t size)
{
    return module_holds(&library, __builtin_return_address(0)) ? take(block, size)
                                                               : __libc_realloc(block, size);
}

/* From any caller: a function's last call may be a jump, which leaves no trace of it. */
void free(void *block)
{
    if (block && block_count) {
        pthread_mutex_lock(&lock);
        forget(block);
        pthread_mutex_unlock(&lock);
    }
    __libc_free(block);
}
