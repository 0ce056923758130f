/* SPDX-License-Identifier: Apache-2.0 */
/* What the two programs share: bench_skillcall and bench_libcurl do the same work, one with this
   library, one written by hand with libcurl and snprintf. */
#ifndef TESTS_BENCH_WORK_H
#define TESTS_BENCH_WORK_H

#include <stdbool.h>
#include <stddef.h>

#define BENCH_FROM "+12045551111"
#define BENCH_TO "+16073331111"
#define BENCH_ENDPOINT_ID                                                                          \
    "amzn1.ask.device.AEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLE"
#define BENCH_ID "db792233-8df3-416c-8d80-a70038747b74"

struct work {
    const char *endpoint;
    const char *token;
    const char *ca_file;
    bool has_h2;      /* this library is to speak HTTP/2, as libcurl does by itself */
    long connections; /* how many at most */
    size_t calls;     /* how often to do it */
    size_t width;     /* how many at once, or how long */
};

struct scenario {
    const char *name;
    void (*run)(const struct work *work);
};

/* Each program's own; ends with a NULL name. */
extern const struct scenario scenarios[];

/* To be called by a scenario around what is measured. */
void measure_begin(void);
void measure_end(void);

/* Ends the program: a measurement of what failed is worth nothing. */
_Noreturn void fail(const char *what, const char *why);

/* Runs place(user_data) in so many threads at once, at most 256. */
void in_threads(size_t count, void *(*place)(void *user_data), void *user_data);

#endif
