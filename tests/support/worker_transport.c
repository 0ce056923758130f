/* SPDX-License-Identifier: Apache-2.0 */
#include "support/worker_transport.h"

static void *work(void *context)
{
    struct worker_transport *transport = context;
    pthread_mutex_lock(&transport->lock);
    while (!transport->stops) {
        if (transport->holds || transport->count == 0) {
            pthread_cond_wait(&transport->changed, &transport->lock);
            continue;
        }
        skillcall_exchange *exchange = transport->queue[--transport->count];
        size_t turn = transport->answered++ % transport->reply_count;
        pthread_mutex_unlock(&transport->lock);
        give_reply(exchange, &transport->replies[turn]);
        pthread_mutex_lock(&transport->lock);
    }
    pthread_mutex_unlock(&transport->lock);
    return NULL;
}

static int32_t worker_submit(void *user_data, skillcall_exchange *exchange)
{
    struct worker_transport *transport = user_data;
    pthread_mutex_lock(&transport->lock);
    atomic_fetch_add(&transport->sent, 1);
    if (transport->count == QUEUE_MAX)
        abort();
    transport->queue[transport->count++] = exchange;
    pthread_cond_signal(&transport->changed);
    pthread_mutex_unlock(&transport->lock);
    return SKILLCALL_OK;
}

/* Speaks only for what no thread has begun with. */
static void worker_cancel(void *user_data, skillcall_exchange *exchange)
{
    struct worker_transport *transport = user_data;
    pthread_mutex_lock(&transport->lock);
    size_t i = 0;
    while (i < transport->count && transport->queue[i] != exchange)
        i++;
    bool is_queued = i < transport->count;
    if (is_queued)
        transport->queue[i] = transport->queue[--transport->count];
    pthread_mutex_unlock(&transport->lock);
    if (is_queued)
        skillcall_exchange_fail(exchange, SKILLCALL_E_CANCELLED, SKILLCALL_NOT_SENT, 0, NULL);
}

void hold_workers(struct worker_transport *transport, bool holds)
{
    pthread_mutex_lock(&transport->lock);
    transport->holds = holds;
    pthread_cond_broadcast(&transport->changed);
    pthread_mutex_unlock(&transport->lock);
}

static void worker_destroy(void *user_data)
{
    struct worker_transport *transport = user_data;
    pthread_mutex_lock(&transport->lock);
    transport->stops = true;
    pthread_cond_broadcast(&transport->changed);
    pthread_mutex_unlock(&transport->lock);
    for (size_t i = 0; i < WORKERS; i++)
        pthread_join(transport->threads[i], NULL);
    pthread_cond_destroy(&transport->changed);
    pthread_mutex_destroy(&transport->lock);
    atomic_fetch_add(&transport->destroys, 1);
}

skillcall_transport worker_transport(struct worker_transport *transport,
                                     const struct reply *replies, size_t count)
{
    memset(transport, 0, sizeof *transport);
    transport->replies = replies;
    transport->reply_count = count;
    pthread_mutex_init(&transport->lock, NULL);
    pthread_cond_init(&transport->changed, NULL);
    for (size_t i = 0; i < WORKERS; i++)
        if (pthread_create(&transport->threads[i], NULL, work, transport) != 0)
            abort();
    return (skillcall_transport){
        .struct_size = sizeof(skillcall_transport),
        .user_data = transport,
        .submit = worker_submit,
        .cancel = worker_cancel,
        .destroy = worker_destroy,
    };
}
