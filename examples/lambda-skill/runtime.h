/* SPDX-License-Identifier: Apache-2.0 */
/* The loop of a Lambda function: takes invocations from the runtime API (version 2018-06-01) and
   sends their answers back. */
#ifndef RUNTIME_H
#define RUNTIME_H

#include <stddef.h>
#include <stdint.h>

struct invocation {
    const char *event; /* JSON */
    size_t size;
    int64_t time_left_ms; /* until Lambda gives the invocation up; -1 if that is not known */
};

/* All texts are borrowed until the next invocation. */
struct answer {
    const char *json; /* NULL if there is none; then the other two explain why */
    const char *error_type;
    const char *error_message;
};

typedef struct answer (*runtime_function)(void *user_data, const struct invocation *invocation);

/* Answers one invocation after the other. It returns only when the runtime API fails, with the exit
   code: Lambda then starts the program anew. */
int runtime_run(runtime_function function, void *user_data);

/* Reports to Lambda why the program cannot start; returns the exit code. */
int runtime_refuse(const char *error_type, const char *error_message);

#endif
