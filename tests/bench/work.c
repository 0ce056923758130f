/* SPDX-License-Identifier: Apache-2.0 */
/* Runs one scenario in a process of its own and prints what it took as a line of JSON. */
#include "work.h"

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

/* There if the program runs with the allocation counter (count_allocations.c) preloaded. */
#pragma weak allocation_count
#pragma weak allocation_peak_reset
#pragma weak allocation_peak
size_t allocation_count(void);
void allocation_peak_reset(void);
size_t allocation_peak(void);

struct reading {
    int64_t wall_ns;
    int64_t cpu_ns;
    size_t allocations;
};

static struct reading begin, end;

static int64_t to_ns(struct timeval time)
{
    return time.tv_sec * INT64_C(1000000000) + time.tv_usec * INT64_C(1000);
}

static struct reading read_now(void)
{
    struct timespec now;
    struct rusage usage;
    clock_gettime(CLOCK_MONOTONIC, &now);
    getrusage(RUSAGE_SELF, &usage);
    return (struct reading){
        .wall_ns = now.tv_sec * INT64_C(1000000000) + now.tv_nsec,
        .cpu_ns = to_ns(usage.ru_utime) + to_ns(usage.ru_stime),
        .allocations = allocation_count ? allocation_count() : 0,
    };
}

void measure_begin(void)
{
    if (allocation_peak_reset)
        allocation_peak_reset();
    begin = read_now();
}

void measure_end(void)
{
    end = read_now();
}

void fail(const char *what, const char *why)
{
    fprintf(stderr, "%s: %s\n", what, why);
    exit(1);
}

void in_threads(size_t count, void *(*place)(void *user_data), void *user_data)
{
    pthread_t threads[256];
    if (count > sizeof threads / sizeof threads[0])
        fail("threads", "too many");
    for (size_t i = 0; i < count; i++)
        if (pthread_create(&threads[i], NULL, place, user_data) != 0)
            fail("threads", "cannot be started");
    for (size_t i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
}

static const struct scenario *find(const char *name)
{
    const struct scenario *scenario = scenarios;
    while (scenario->name && strcmp(scenario->name, name) != 0)
        scenario++;
    if (!scenario->name)
        fail(name, "there is no such scenario");
    return scenario;
}

static void print_readings(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("{\"wall_ns\": %lld, \"cpu_ns\": %lld, \"allocations\": %zu, \"heap_peak\": %zu, "
           "\"resident_peak\": %lld}\n",
           (long long)(end.wall_ns - begin.wall_ns), (long long)(end.cpu_ns - begin.cpu_ns),
           end.allocations - begin.allocations, allocation_peak ? allocation_peak() : 0,
           (long long)usage.ru_maxrss * 1024);
}

int main(int argc, char **argv)
{
    if (argc != 4)
        fail("usage", "BENCH_ENDPOINT=... BENCH_CA=... PROGRAM SCENARIO CALLS WIDTH");
    const char *connections = getenv("BENCH_CONNECTIONS");
    struct work work = {
        .endpoint = getenv("BENCH_ENDPOINT"),
        .token = getenv("BENCH_TOKEN"),
        .ca_file = getenv("BENCH_CA"),
        .has_h2 = getenv("BENCH_H2") != NULL,
        .connections = connections ? strtol(connections, NULL, 10) : 16,
        .calls = strtoul(argv[2], NULL, 10),
        .width = strtoul(argv[3], NULL, 10),
    };
    find(argv[1])->run(&work);
    print_readings();
    return 0;
}
