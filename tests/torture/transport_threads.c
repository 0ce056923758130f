/* SPDX-License-Identifier: Apache-2.0 */
/* A transport whose own threads answer at every wrong moment, from inside submit until it is
   destroyed, while the program's threads place, cancel and free calls: what the client says of each
   call is what it was told. */
#include "support/counting_allocator.h"
#include "support/the_call.h"

#include <pthread.h>
#include <skillcall/client.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum when { INSIDE_SUBMIT, AT_ONCE, LATER, NEVER, WHEN_COUNT };
enum what { PLACED, REFUSED, NOT_SENT, PERHAPS, WHAT_COUNT, NOTHING };
enum on_cancel { HAS_NO_CANCEL, IGNORES, ANSWERS, ON_CANCEL_COUNT };
enum program { STARTS, WAITS, DRIVES, CANCELS, FREES_CALLS, FREES_CLIENT, PROGRAM_COUNT };

enum { CALLS = 4, WORKERS = 2, ATTEMPTS_MAX = 3, QUEUE_MAX = CALLS * ATTEMPTS_MAX };
enum { DEADLINE_MS = 25, LATE_US = 2000 };

static const char *const when_names[] = {"inside submit", "at once", "later", "never"};
static const char *const what_names[] = {"placed", "refused", "not sent", "perhaps sent"};
static const char *const cancel_names[] = {"no cancel", "ignores cancel", "answers cancel"};
static const char *const program_names[] = {"starts",  "waits",       "drives",
                                            "cancels", "frees calls", "frees client"};

struct trial {
    enum when when;
    enum what what;
    enum on_cancel on_cancel;
    enum program program;
    bool is_driven;
};

struct sending {
    skillcall_exchange *exchange; /* NULL once somebody answers it */
    int call;
    int attempt;
    bool is_answered;
};

/* Everything below the lock is under it. */
struct hostile {
    const struct trial *trial;
    pthread_t workers[WORKERS];
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct sending sendings[QUEUE_MAX];
    int count;
    int attempts[CALLS];
    enum what told[CALLS][ATTEMPTS_MAX]; /* what the client took */
    bool stops, is_woken;
};

static struct hostile hostile;
static skillcall_client *client;
static skillcall_access *access_to_all;
static skillcall_session *sessions[CALLS];
static atomic_size_t live;
static const char *wrong;

static void pause_us(long us)
{
    nanosleep(&(struct timespec){.tv_nsec = us * 1000}, NULL);
}

/* What stands in the request says which call it is. */
static int call_of(const skillcall_exchange *exchange)
{
    const char *id = strstr(skillcall_exchange_body(exchange), "\"call-");
    return id[6] - '0';
}

static int32_t say(skillcall_exchange *exchange, enum what what)
{
    if (what == NOT_SENT || what == PERHAPS)
        return skillcall_exchange_fail(exchange, SKILLCALL_E_NETWORK, what == PERHAPS, 0, "why");
    skillcall_exchange_set_status(exchange, what == PLACED ? 200 : 429);
    skillcall_exchange_add_header(exchange, "Retry-After", "0");
    skillcall_exchange_add_body(exchange, PLACED_BODY, sizeof PLACED_BODY - 1);
    return skillcall_exchange_complete(exchange);
}

/* Whoever takes the exchange out of the sending answers it. Lock held; dropped meanwhile. */
static void answer(struct sending *sending, enum what what)
{
    skillcall_exchange *exchange = sending->exchange;
    sending->exchange = NULL;
    pthread_mutex_unlock(&hostile.lock);
    int32_t status = say(exchange, what);
    pthread_mutex_lock(&hostile.lock);
    if (status == SKILLCALL_OK)
        hostile.told[sending->call][sending->attempt] = what;
    sending->is_answered = true;
    pthread_cond_broadcast(&hostile.changed);
}

static struct sending *next_sending(void)
{
    for (int i = 0; i < hostile.count && hostile.trial->when != NEVER; i++)
        if (hostile.sendings[i].exchange)
            return &hostile.sendings[i];
    return NULL;
}

static void *work(void *unused)
{
    pthread_mutex_lock(&hostile.lock);
    while (!hostile.stops) {
        struct sending *sending = next_sending();
        if (!sending) {
            pthread_cond_wait(&hostile.changed, &hostile.lock);
            continue;
        }
        if (hostile.trial->when == LATER) {
            pthread_mutex_unlock(&hostile.lock);
            pause_us(LATE_US);
            pthread_mutex_lock(&hostile.lock);
        }
        if (sending->exchange) /* neither cancelled nor another worker's meanwhile */
            answer(sending, hostile.trial->what);
    }
    pthread_mutex_unlock(&hostile.lock);
    return NULL;
}

static int32_t submit(void *user_data, skillcall_exchange *exchange)
{
    pthread_mutex_lock(&hostile.lock);
    if (hostile.count == QUEUE_MAX)
        abort();
    struct sending *sending = &hostile.sendings[hostile.count++];
    int call = call_of(exchange);
    *sending = (struct sending){exchange, call, hostile.attempts[call]++, false};
    hostile.told[call][sending->attempt] = NOTHING;
    pthread_cond_broadcast(&hostile.changed);
    while (hostile.trial->when == INSIDE_SUBMIT && !sending->is_answered)
        pthread_cond_wait(&hostile.changed, &hostile.lock);
    pthread_mutex_unlock(&hostile.lock);
    return SKILLCALL_OK;
}

/* Speaks only for what no worker has begun with. */
static void cancel(void *user_data, skillcall_exchange *exchange)
{
    pthread_mutex_lock(&hostile.lock);
    for (int i = 0; i < hostile.count && hostile.trial->on_cancel == ANSWERS; i++)
        if (hostile.sendings[i].exchange == exchange)
            answer(&hostile.sendings[i], NOT_SENT);
    pthread_mutex_unlock(&hostile.lock);
}

static int32_t drive(void *user_data, int32_t timeout_ms)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += (long)(timeout_ms < 500 ? timeout_ms : 500) * 1000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_mutex_lock(&hostile.lock);
    int failed = 0;
    while (!hostile.is_woken && !failed && timeout_ms)
        failed = pthread_cond_timedwait(&hostile.changed, &hostile.lock, &until);
    hostile.is_woken = false;
    pthread_mutex_unlock(&hostile.lock);
    return SKILLCALL_OK;
}

static void wake(void *user_data)
{
    pthread_mutex_lock(&hostile.lock);
    hostile.is_woken = true;
    pthread_cond_broadcast(&hostile.changed);
    pthread_mutex_unlock(&hostile.lock);
}

/* Of what nobody has answered, every other exchange is answered now, the rest never. */
static void destroy(void *user_data)
{
    pthread_mutex_lock(&hostile.lock);
    hostile.stops = true;
    pthread_cond_broadcast(&hostile.changed);
    pthread_mutex_unlock(&hostile.lock);
    for (int i = 0; i < WORKERS; i++)
        pthread_join(hostile.workers[i], NULL);
    pthread_mutex_lock(&hostile.lock);
    for (int i = 0; i < hostile.count; i += 2)
        if (hostile.sendings[i].exchange)
            answer(&hostile.sendings[i], PLACED);
    pthread_mutex_unlock(&hostile.lock);
}

static void open_client(const struct trial *trial)
{
    memset(&hostile, 0, sizeof hostile);
    hostile.trial = trial;
    pthread_mutex_init(&hostile.lock, NULL);
    pthread_cond_init(&hostile.changed, NULL);
    for (int i = 0; i < WORKERS; i++)
        if (pthread_create(&hostile.workers[i], NULL, work, NULL) != 0)
            abort();
    skillcall_transport transport = {
        .struct_size = sizeof transport,
        .submit = submit,
        .drive = trial->is_driven ? drive : NULL,
        .wake = trial->is_driven ? wake : NULL,
        .cancel = trial->on_cancel == HAS_NO_CANCEL ? NULL : cancel,
        .destroy = destroy,
    };
    skillcall_allocator allocator = counting_allocator(&live);
    skillcall_client_options *options = skillcall_client_options_new(NULL, NULL);
    skillcall_client_options_set_transport(options, &transport, NULL);
    skillcall_client_options_set_deadline_ms(options, DEADLINE_MS, NULL);
    skillcall_client_options_set_backoff_ms(options, 0, 1, NULL);
    client = skillcall_client_new(&allocator, options, NULL);
    skillcall_client_options_free(options);
}

static skillcall_call *submit_call(int number)
{
    return skillcall_client_submit(client, access_to_all, sessions[number], 0, NULL);
}

static int32_t start_call(int number)
{
    skillcall_error *error = skillcall_error_new(NULL);
    skillcall_receipt *receipt =
        skillcall_client_start(client, access_to_all, sessions[number], 0, error);
    int32_t outcome = receipt ? SKILLCALL_OUTCOME_PLACED : skillcall_error_outcome(error);
    skillcall_receipt_free(receipt);
    skillcall_error_free(error);
    return outcome;
}

/* Waits as the program does, or not at all, and gives the call back if it is still there. */
static skillcall_call *finish(skillcall_call *call, int number)
{
    switch (hostile.trial->program) {
    case WAITS:
        skillcall_call_wait(call, -1, NULL);
        return call;
    case DRIVES:
        while (skillcall_call_status(call) == SKILLCALL_E_PENDING)
            skillcall_client_drive(client, 5, NULL);
        return call;
    case CANCELS:
        skillcall_call_wait(call, number, NULL);
        skillcall_call_cancel(call);
        skillcall_call_wait(call, -1, NULL);
        return call;
    case FREES_CALLS:
        skillcall_call_wait(call, number, NULL);
        skillcall_call_free(call);
        return NULL;
    default:
        skillcall_client_drive(client, number, NULL);
        return call;
    }
}

static int32_t outcomes[CALLS]; /* NONE for those that were freed before their end */
static skillcall_call *calls[CALLS];

/* One thread of the program, with a call of its own. */
static void *use_client(void *context)
{
    int number = (int)((int32_t *)context - outcomes);
    if (hostile.trial->program == STARTS)
        outcomes[number] = start_call(number);
    else
        calls[number] = finish(submit_call(number), number);
    return NULL;
}

static bool may_be_repeated(enum what told)
{
    return told == REFUSED || told == NOT_SENT;
}

static int32_t truth_of(int number)
{
    int32_t truth = SKILLCALL_OUTCOME_NOT_PLACED;
    for (int i = 0; i < hostile.attempts[number]; i++) {
        enum what told = hostile.told[number][i];
        if (truth != SKILLCALL_OUTCOME_NOT_PLACED)
            wrong = "an attempt after a doubtful one";
        truth = told == PLACED          ? SKILLCALL_OUTCOME_PLACED
                : may_be_repeated(told) ? SKILLCALL_OUTCOME_NOT_PLACED
                                        : SKILLCALL_OUTCOME_UNKNOWN;
    }
    return truth;
}

/* When the client is gone, so that nothing changes any more. */
static void check_call(int number)
{
    if (calls[number])
        outcomes[number] = skillcall_call_outcome(calls[number]);
    bool was_freed = hostile.trial->program == FREES_CALLS;
    if (outcomes[number] != (was_freed ? SKILLCALL_OUTCOME_NONE : truth_of(number)))
        wrong = "the outcome";
    skillcall_call_free(calls[number]);
}

static void run_trial(const struct trial *trial)
{
    pthread_t threads[CALLS];
    memset(outcomes, 0, sizeof outcomes);
    memset(calls, 0, sizeof calls);
    open_client(trial);
    for (int i = 0; i < CALLS; i++)
        if (pthread_create(&threads[i], NULL, use_client, &outcomes[i]) != 0)
            abort();
    for (int i = 0; i < CALLS; i++)
        pthread_join(threads[i], NULL);
    skillcall_client_free(client);
    for (int i = 0; i < CALLS; i++)
        check_call(i);
    if (atomic_load(&live) != 0)
        wrong = "no leak";
    pthread_cond_destroy(&hostile.changed);
    pthread_mutex_destroy(&hostile.lock);
}

static size_t cases, wrong_count;

static void run(const struct trial *trial)
{
    wrong = NULL;
    cases++;
    run_trial(trial);
    if (!wrong)
        return;
    wrong_count++;
    printf("contradicts %s: %s %s, %s, the program %s, %s\n", wrong, what_names[trial->what],
           when_names[trial->when], cancel_names[trial->on_cancel], program_names[trial->program],
           trial->is_driven ? "driven" : "not driven");
}

static void try_all(void)
{
    for (int i = 0;
         i < (int)WHEN_COUNT * (int)WHAT_COUNT * (int)ON_CANCEL_COUNT * (int)PROGRAM_COUNT * 2;
         i++) {
        struct trial trial = {
            .is_driven = i % 2,
            .program = (enum program)(i / 2 % PROGRAM_COUNT),
            .on_cancel = (enum on_cancel)(i / 2 / PROGRAM_COUNT % ON_CANCEL_COUNT),
            .what = (enum what)(i / 2 / PROGRAM_COUNT / ON_CANCEL_COUNT % WHAT_COUNT),
            .when = (enum when)(i / 2 / PROGRAM_COUNT / ON_CANCEL_COUNT / WHAT_COUNT),
        };
        run(&trial);
    }
}

int main(void)
{
    access_to_all = the_access();
    for (int i = 0; i < CALLS; i++)
        sessions[i] = session_with_id((const char *[]){"call-0", "call-1", "call-2", "call-3"}[i]);
    try_all();
    for (int i = 0; i < CALLS; i++)
        skillcall_session_free(sessions[i]);
    skillcall_access_free(access_to_all);
    if (wrong_count)
        printf("torture/transport_threads: %zu cases, %zu contradictions\n", cases, wrong_count);
    else
        printf("torture/transport_threads: %zu cases, no contradiction\n", cases);
    return wrong_count != 0;
}
