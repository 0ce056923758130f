#include "pauses.h"

#include "exchange.h"

#include <time.h>

int64_t pauses_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void pauses_add(struct pauses *pauses, struct exchange *exchange, uint32_t ms)
{
    exchange->due_ms = pauses_now() + ms;
    exchange->next = pauses->first;
    pauses->first = exchange;
    MHD_suspend_connection(exchange->request.connection);
}

void pauses_end(struct pauses *pauses, int64_t then)
{
    struct exchange **link = &pauses->first;
    while (*link) {
        struct exchange *exchange = *link;
        if (exchange->due_ms > then) {
            link = &exchange->next;
        } else {
            *link = exchange->next;
            MHD_resume_connection(exchange->request.connection);
        }
    }
}

int64_t pauses_next_end(const struct pauses *pauses, int64_t until)
{
    for (const struct exchange *exchange = pauses->first; exchange; exchange = exchange->next)
        if (exchange->due_ms < until)
            until = exchange->due_ms;
    return until;
}
