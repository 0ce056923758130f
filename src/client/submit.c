#include "client/access.h"
#include "client/answer.h"
#include "client/engine.h"
#include "client/waiting.h"
#include "session/session.h"

#include <string.h>

enum { DEADLINE_MAX_MS = 600000 };

static const char path[] = "/v1/communications/session";

/* A call for a session, in no list yet; NULL when there is no memory. */
static skillcall_call *make_call(skillcall_client *client, const skillcall_access *access,
                                 const skillcall_session *session)
{
    struct skillcall__request request = {
        .method = "POST",
        .endpoint = skillcall_access_endpoint(access),
        .path = path,
        .token = skillcall__access_token(access),
        .body = skillcall_session_json(session),
        .body_size = skillcall__session_json_length(session),
    };
    skillcall_exchange *exchange = skillcall__exchange_new(&client->allocator, &request);
    if (!exchange)
        return NULL;
    skillcall_call *call = skillcall__call_new(client, exchange, skillcall__judge_placing);
    if (!call) {
        skillcall__exchange_free(exchange);
        return NULL;
    }
    call->needs_session_id = skillcall__session_needs_session_id(session);
    const char *id = skillcall_session_client_session_id(session);
    if (id)
        strcpy(call->receipt->client_session_id, id);
    return call;
}

/* Puts a call into the client's hands; the call is freed if it is refused. */
static int32_t enqueue(skillcall_client *client, skillcall_call *call, int64_t deadline_ms,
                       bool is_listed, skillcall_error *error)
{
    call->started_ms = skillcall__client_now(client);
    call->deadline_ms =
        call->started_ms + (deadline_ms ? deadline_ms : client->options->deadline_ms);
    call->exchange->deadline_ms = call->deadline_ms;
    call->is_listed = is_listed;

    skillcall__client_lock(client);
    client->references++; /* the call's; gives it back however it ends */
    int32_t status = SKILLCALL_OK;
    if (client->is_closing)
        status = skillcall__fail(error, SKILLCALL_E_STATE, "the client is being freed");
    else if (client->call_count >= (size_t)client->options->max_calls)
        status = skillcall__fail(error, SKILLCALL_E_BUSY,
                                 "%d calls are in flight, which is the bound: wait for one to end",
                                 (int)client->options->max_calls);
    if (status == SKILLCALL_OK) {
        client->call_count++;
        skillcall__list_append(&client->submitted, &call->turn);
        skillcall__wake_driver(client);
    }
    skillcall__client_unlock(client);
    if (status != SKILLCALL_OK)
        skillcall__call_destroy(call);
    return status;
}

static int32_t check_arguments(const skillcall_client *client, const skillcall_access *access,
                               const skillcall_session *session, int64_t deadline_ms,
                               skillcall_error *error)
{
    if (!client || !access || !session)
        return skillcall__fail_null(error, !client ? "client" : !access ? "access" : "session");
    skillcall_error_clear(error);
    if (deadline_ms < 0 || deadline_ms > DEADLINE_MAX_MS)
        return skillcall__fail(error, SKILLCALL_E_ARGUMENT,
                               "the deadline must be between 1 and %d milliseconds, or 0 for the "
                               "client's",
                               DEADLINE_MAX_MS);
    return skillcall__client_check(client, error);
}

static skillcall_call *submit(skillcall_client *client, const skillcall_access *access,
                              const skillcall_session *session, int64_t deadline_ms, bool is_listed,
                              skillcall_error *error)
{
    int32_t status = check_arguments(client, access, session, deadline_ms, error);
    skillcall_call *call = status == SKILLCALL_OK ? make_call(client, access, session) : NULL;
    if (status == SKILLCALL_OK && !call)
        status = skillcall__fail_no_memory(error);
    if (status == SKILLCALL_OK)
        status = enqueue(client, call, deadline_ms, is_listed, error);
    if (status == SKILLCALL_OK)
        return call;
    if (error)
        error->outcome = SKILLCALL_OUTCOME_NOT_PLACED;
    return NULL;
}

skillcall_call *skillcall_client_submit(skillcall_client *client, const skillcall_access *access,
                                        const skillcall_session *session, int64_t deadline_ms,
                                        skillcall_error *error)
{
    return submit(client, access, session, deadline_ms, true, error);
}

skillcall_receipt *skillcall_client_start(skillcall_client *client, const skillcall_access *access,
                                          const skillcall_session *session, int64_t deadline_ms,
                                          skillcall_error *error)
{
    skillcall_call *call = submit(client, access, session, deadline_ms, false, error);
    if (!call)
        return NULL;
    skillcall_receipt *receipt = NULL;
    if (skillcall_call_wait(call, -1, error) == SKILLCALL_OK) {
        receipt = call->receipt;
        call->receipt = NULL;
    }
    skillcall_call_free(call);
    return receipt;
}
