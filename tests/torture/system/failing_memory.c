/* SPDX-License-Identifier: Apache-2.0 */
/* Preloaded into an interpreter, makes allocations of libskillcall fail, and nobody else's. A test
   calls these three functions in whatever way its language calls C. */
#define _GNU_SOURCE

#include "module.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

void memory_arm(int32_t nth, int32_t is_lasting);
int32_t memory_disarm(void);
int32_t memory_live(void);

extern void *__libc_malloc(size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void __libc_free(void *block);

enum { BLOCKS_MAX = 4096 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct module library; /* not found as long as nothing was armed */
static bool is_armed, lasts;
static int32_t failing_call, calls, failures;
static const void *blocks[BLOCKS_MAX]; /* the library's, since the first arming */
static size_t block_count;

/* The n-th allocation of the library fails, and if is_lasting every later one. */
void memory_arm(int32_t nth, int32_t is_lasting)
{
    struct module found = module_find("libskillcall");
    pthread_mutex_lock(&lock);
    library = found;
    failing_call = nth;
    lasts = is_lasting;
    calls = failures = 0;
    is_armed = true;
    pthread_mutex_unlock(&lock);
}

/* Ends that, and tells how many have failed. */
int32_t memory_disarm(void)
{
    pthread_mutex_lock(&lock);
    is_armed = false;
    int32_t count = failures;
    pthread_mutex_unlock(&lock);
    return count;
}

/* How many blocks the library has not given back. */
int32_t memory_live(void)
{
    pthread_mutex_lock(&lock);
    int32_t count = (int32_t)block_count;
    pthread_mutex_unlock(&lock);
    return count;
}

static bool fails(void)
{
    if (!is_armed)
        return false;
    calls++;
    if (lasts ? calls < failing_call : calls != failing_call)
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
