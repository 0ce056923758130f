#include "http/pauses.h"

#include "http/transaction.h"

#include <time.h>

int64_t pauses_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void pauses_add(struct pauses *pauses, struct transaction *transaction, uint32_t ms)
{
    transaction->due_ms = pauses_now() + ms;
    transaction->next = pauses->first;
    pauses->first = transaction;
    MHD_suspend_connection(transaction->request.connection);
}

static bool is_over(const struct pauses *pauses, const struct transaction *transaction)
{
    const struct later *later = &transaction->reply.later;
    return later->context && (pauses->stopping || later->is_ready(later->context));
}

void pauses_end(struct pauses *pauses, int64_t then)
{
    struct transaction **link = &pauses->first;
    while (*link) {
        struct transaction *transaction = *link;
        if (transaction->due_ms > then && !is_over(pauses, transaction)) {
            link = &transaction->next;
        } else {
            *link = transaction->next;
            MHD_resume_connection(transaction->request.connection);
        }
    }
}

int64_t pauses_next_end(const struct pauses *pauses, int64_t until)
{
    for (const struct transaction *transaction = pauses->first; transaction && until > 0;
         transaction = transaction->next) {
        if (is_over(pauses, transaction))
            until = 0;
        else if (transaction->due_ms < until)
            until = transaction->due_ms;
    }
    return until;
}
