/* SPDX-License-Identifier: Apache-2.0 */
#include "http/pauses.h"

#include "http/transaction.h"

#include <time.h>

int64_t pauses_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void pauses_add(struct pauses *pauses, struct transaction *transaction, uint32_t least_ms,
                uint32_t most_ms)
{
    int64_t now = pauses_now();
    transaction->earliest_ms = now + least_ms;
    transaction->due_ms = now + most_ms;
    transaction->next = pauses->first;
    pauses->first = transaction;
    MHD_suspend_connection(transaction->request.connection);
}

static bool is_over(const struct pauses *pauses, const struct transaction *transaction)
{
    const struct later *later = &transaction->reply.later;
    return later->context && (pauses->stopping || later->is_ready(later->context));
}

static int64_t end_of(const struct pauses *pauses, const struct transaction *transaction)
{
    return is_over(pauses, transaction) ? transaction->earliest_ms : transaction->due_ms;
}

void pauses_end(struct pauses *pauses, int64_t then)
{
    struct transaction **link = &pauses->first;
    while (*link) {
        struct transaction *transaction = *link;
        if (end_of(pauses, transaction) > then) {
            link = &transaction->next;
        } else {
            *link = transaction->next;
            MHD_resume_connection(transaction->request.connection);
        }
    }
}

int64_t pauses_next_end(const struct pauses *pauses, int64_t until)
{
    for (const struct transaction *transaction = pauses->first; transaction;
         transaction = transaction->next) {
        int64_t end = end_of(pauses, transaction);
        if (end < until)
            until = end;
    }
    return until;
}
