/* SPDX-License-Identifier: Apache-2.0 */
/* A client after fork: the child's calls are refused and change nothing, the parent goes on. */
#include "support/owned.h"
#include "support/rig.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct reply slow = {.http = 200, .body = PLACED_BODY, .after_ms = 500};
static const struct reply placed_at_once = {.http = 200, .body = PLACED_BODY, .at_once = true};

/* A failed check in the child must not run on into the parent's tests. */
static void check(bool holds, int line)
{
    if (holds)
        return;
    fprintf(stderr, "the child's check in line %d failed\n", line);
    _exit(1);
}

#define CHECK(condition) check(condition, __LINE__)

static bool is_forked(int32_t status)
{
    bool forked = skillcall_error_status(rig.error) == SKILLCALL_E_FORKED;
    skillcall_error_clear(rig.error);
    return forked && status == SKILLCALL_E_FORKED;
}

static void use_the_parents_client(skillcall_call *call)
{
    struct rig before = rig;
    CHECK(!skillcall_client_start(rig.client, rig.access, rig.session, 0, rig.error));
    CHECK(skillcall_error_outcome(rig.error) == NOT_PLACED);
    CHECK(is_forked(SKILLCALL_E_FORKED));
    CHECK(!skillcall_client_submit(rig.client, rig.access, rig.session, 0, rig.error));
    CHECK(is_forked(SKILLCALL_E_FORKED));
    CHECK(is_forked(skillcall_client_drive(rig.client, -1, rig.error)));
    CHECK(skillcall_client_pollable_fd(rig.client, rig.error) == -1);
    CHECK(is_forked(SKILLCALL_E_FORKED));
    CHECK(is_forked(skillcall_call_wait(call, -1, rig.error)));
    CHECK(!skillcall_client_take_ended(rig.client));
    CHECK(skillcall_client_calls_in_flight(rig.client) == 0);
    skillcall_client_wake(rig.client);
    skillcall_call_cancel(call);
    skillcall_call_free(call);
    skillcall_client_free(rig.client);
    skillcall_client_free(rig.client); /* it was never freed, so this is as good */
    CHECK(rig.transport.destroys == 0);
    CHECK(rig.transport.cancels == before.transport.cancels);
    CHECK(rig.transport.wakes == before.transport.wakes);
    CHECK(rig.transport.drives == before.transport.drives);
    CHECK(rig.transport.sent == before.transport.sent);
    CHECK(rig.watch.live == before.watch.live);
}

static void place_with_an_own_client(void)
{
    struct rig parents = rig;
    at_end_of_test = NULL;
    rig_start(&placed_at_once, 1);
    CHECK(rig_place() == SKILLCALL_OK);
    rig_close();
    rig = parents;
}

static void fork_and_use(skillcall_call *call, void (*leave)(int))
{
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        alarm(20); /* instead of hanging */
        use_the_parents_client(call);
        place_with_an_own_client();
        leave(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

TEST(a_child_is_refused_and_the_parent_goes_on)
{
    rig_start(&slow, 1);
    OWNED(call) call = rig_submit();
    skillcall_client_drive(rig.client, 0, NULL);
    assert_int_equal(rig.transport.sent, 1);
    fork_and_use(call, exit); /* so that the child's coverage counts */
    assert_ok(skillcall_call_wait(call, -1, rig.error));
    assert_ended(call, SKILLCALL_OK, PLACED);
}

static atomic_bool stop;

static void *take_the_lock_all_the_time(void *context)
{
    while (!atomic_load(&stop))
        skillcall_client_calls_in_flight(rig.client);
    return NULL;
}

/* The child inherits the lock as another thread has just taken it. */
TEST(a_child_does_not_hang_on_a_lock)
{
    rig_start(&slow, 1);
    OWNED(call) call = rig_submit();
    pthread_t thread;
    atomic_store(&stop, false);
    assert_int_equal(pthread_create(&thread, NULL, take_the_lock_all_the_time, &rig), 0);
    for (int i = 0; i < 30; i++)
        fork_and_use(call, _exit);
    atomic_store(&stop, true);
    pthread_join(thread, NULL);
}
