/* SPDX-License-Identifier: Apache-2.0 */
/* A transport that misbehaves at each step of a call, in each way and in every two ways: what the
   client says of the call never contradicts what it was told. Each 97th case is run, or with an
   argument N each N-th; with 1 all of them, which takes several minutes. */
#include "torture/transport/run.h"

#include <stdio.h>

static const char *const steps[STEPS] = {"in submit", "in drive",   "late",
                                         "in cancel", "afterwards", "in destroy"};
static const char *const uses[USES] = {"blocking", "driven", "polled"};
static const char *const triggers[TRIGGERS] = {"deadline", "cancel", "free of the call",
                                               "free of the client"};
static const char *const faults[] = {"", ", drive fails before", ", drive fails after",
                                     ", drive oversleeps"};

static size_t stride = 97, number, run_count, wrong_count;
static struct bench bench;

static void run(const struct trial *trial)
{
    if (number++ % stride)
        return;
    run_count++;
    const char *wrong = run_trial(trial, &bench);
    if (!wrong || wrong_count++ >= 10)
        return;
    const struct script *script = &trial->script;
    printf("case %zu contradicts %s: %s %s, %s %s; submit returns %d%s, %s, until %s, %d "
           "attempts%s%s\n",
           number - 1, wrong, script->acts[0]->name, steps[script->steps[0]], script->acts[1]->name,
           steps[script->steps[1]], (int)script->submit_returns, faults[script->drive_fault],
           uses[trial->use], triggers[trial->trigger], (int)trial->max_attempts,
           script->repeats ? " alike" : "", trial->can_cancel ? "" : ", cannot cancel");
}

/* Once, or several times, in which the script is played once or in each attempt. */
static void try_attempts(struct trial *trial)
{
    trial->script.repeats = false;
    trial->max_attempts = 1;
    run(trial);
    trial->max_attempts = ATTEMPTS_MAX;
    run(trial);
    trial->script.repeats = true;
    run(trial);
}

static void try_uses(struct trial *trial)
{
    for (int use = BLOCKING; use < USES; use++) {
        trial->use = (enum use)use;
        for (int trigger = DEADLINE; trigger < TRIGGERS; trigger++) {
            trial->trigger = (enum trigger)trigger;
            if (use != BLOCKING || trigger == DEADLINE)
                try_attempts(trial);
        }
    }
}

/* With a status other than OK, submit gives the exchange back: it must not be used again. */
static void try_ways_to_fail(struct trial *trial)
{
    static const int32_t returns[] = {SKILLCALL_OK, SKILLCALL_E_NO_MEMORY, -1};
    size_t count = trial->script.steps[1] == IN_SUBMIT ? 3 : 1;
    for (size_t i = 0; i < count; i++) {
        trial->script.submit_returns = returns[i];
        for (int fault = DRIVES; fault <= OVERSLEEPS; fault++) {
            trial->script.drive_fault = (enum drive_fault)fault;
            for (int can_cancel = 0; can_cancel < 2; can_cancel++) {
                trial->can_cancel = can_cancel;
                if (can_cancel || trial->script.steps[1] != IN_CANCEL)
                    try_uses(trial);
            }
        }
    }
}

/* An exchange that was answered in one callback is gone in the next. */
static bool is_possible(const struct script *script)
{
    return script->steps[0] == script->steps[1] ||
           (script->steps[0] < script->steps[1] && script->acts[0]->then == KEEP);
}

static void try_all(void)
{
    struct trial trial = {0};
    struct script *script = &trial.script;
    for (size_t i = 0; i < (size_t)STEPS * STEPS * ACTS * ACTS; i++) {
        script->steps[0] = (enum step)(i % STEPS);
        script->steps[1] = (enum step)(i / STEPS % STEPS);
        script->acts[0] = &acts[i / STEPS / STEPS % ACTS];
        script->acts[1] = &acts[i / STEPS / STEPS / ACTS];
        if (is_possible(script))
            try_ways_to_fail(&trial);
    }
}

int main(int argc, char **argv)
{
    if (argc > 1)
        stride = strtoul(argv[1], NULL, 10);
    memset(too_large, 'x', sizeof too_large - 1);
    bench.options = skillcall_client_options_new(NULL, NULL);
    bench.access = the_access();
    bench.session = the_session();
    bench.error = skillcall_error_new(NULL);
    try_all();
    skillcall_error_free(bench.error);
    skillcall_session_free(bench.session);
    skillcall_access_free(bench.access);
    skillcall_client_options_free(bench.options);
    if (wrong_count)
        printf("torture/transport: %zu cases, %zu contradictions\n", run_count, wrong_count);
    else
        printf("torture/transport: %zu cases, no contradiction\n", run_count);
    return wrong_count != 0;
}
