/* SPDX-License-Identifier: Apache-2.0 */
/* Several threads place calls through one client, which all of them use without a lock of their
   own.

       SKILLCALL_TOKEN=... many_threads ENDPOINT ENDPOINT_ID FROM TO...

   One call is placed for each TO. The client has no thread: of those that wait, one does the work
   for all. It shares connections between them, which a client for each thread could not. */
#include "setup.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

enum { THREADS = 8, CALLS_MAX = 1000 };

struct work {
    struct setup setup;
    skillcall_access *access; /* immutable, so any number of threads may share it */
    skillcall_client *client;
    atomic_size_t next; /* the number to call next */
    atomic_int worst;   /* the exit code: 4 if a call is unknown, else 1 if one was not placed */
};

static void note(struct work *work, int code)
{
    int worst = atomic_load(&work->worst);
    while (code > worst && !atomic_compare_exchange_weak(&work->worst, &worst, code))
        ;
}

/* An error object is for one thread at a time, so each thread has its own. */
static void *place_calls(void *user_data)
{
    struct work *work = user_data;
    skillcall_error *error = skillcall_error_new(NULL);
    size_t i;
    while ((i = atomic_fetch_add(&work->next, 1)) < work->setup.count) {
        skillcall_session *session = setup_session(&work->setup, NULL, work->setup.to[i], error);
        skillcall_receipt *receipt =
            session ? skillcall_client_start(work->client, work->access, session, 0, error) : NULL;
        note(work, setup_report(receipt, error));
        skillcall_receipt_free(receipt);
        skillcall_session_free(session);
    }
    skillcall_error_free(error);
    return NULL;
}

static void run_threads(struct work *work)
{
    pthread_t threads[THREADS];
    size_t count = 0;
    while (count < THREADS && pthread_create(&threads[count], NULL, place_calls, work) == 0)
        count++;
    if (count == 0)
        place_calls(work);
    while (count > 0)
        pthread_join(threads[--count], NULL);
}

int main(int argc, char **argv)
{
    struct work work = {.client = NULL};
    setup_read(&work.setup, argc, argv, CALLS_MAX);

    skillcall_error *error = skillcall_error_new(NULL);
    work.access = setup_access(&work.setup, NULL, error);
    skillcall_client_options *options =
        work.access ? setup_options(&work.setup, NULL, error) : NULL;
    work.client = options ? skillcall_client_new(NULL, options, error) : NULL;
    if (work.client)
        run_threads(&work);
    else
        note(&work, setup_report(NULL, error));

    /* Freed when no thread uses it any more. */
    skillcall_client_free(work.client);
    skillcall_client_options_free(options);
    skillcall_access_free(work.access);
    skillcall_error_free(error);
    return atomic_load(&work.worst);
}
