/* SPDX-License-Identifier: Apache-2.0 */
/* What becomes of a call, from what its transport answers. Input: that of given_answer.h; a room
   calls where the kind is 1, and then no session id has to come back. */
#include "given_answer.h"
#include "lookup_json.h"

#include "support/the_call.h"

enum { ROOM = 1, SESSION_ID_MAX = 512 };

/* The session id of the answer; NULL where there is none that can be kept. */
static const char *session_id_of(const json_t *document)
{
    const char *id = text_at(document, "sessionId");
    return id && strlen(id) <= SESSION_ID_MAX && depth_of(document) <= ANSWER_DEPTH_MAX ? id : NULL;
}

/* A refusal stands even if the rest of the answer is lost; nothing else does. */
static int32_t expected_outcome(const struct answer *answer, const json_t *document)
{
    int32_t http_status = answer->http_status;
    if (proves_refusal(http_status))
        return SKILLCALL_OUTCOME_NOT_PLACED;
    if (answer->failure)
        return answer->sent == SKILLCALL_NOT_SENT && !http_status ? SKILLCALL_OUTCOME_NOT_PLACED
                                                                  : SKILLCALL_OUTCOME_UNKNOWN;
    return http_status == 200 && (answer->kind == ROOM || session_id_of(document))
               ? SKILLCALL_OUTCOME_PLACED
               : SKILLCALL_OUTCOME_UNKNOWN;
}

static void check_failure(const struct answer *answer, const json_t *document,
                          const skillcall_error *error)
{
    int32_t outcome = skillcall_error_outcome(error);
    check_error(answer, error);
    REQUIRE(outcome == expected_outcome(answer, document));
    REQUIRE(outcome == SKILLCALL_OUTCOME_NOT_PLACED || answer->attempts == 1);
    REQUIRE(answer->attempts <= MAX_ATTEMPTS);
}

static int is_plain(const char *text)
{
    static struct pattern plain = {.expression = "^[A-Za-z0-9-]{1,20}$"};
    return fits(&plain, text);
}

static void check_receipt(const struct answer *answer, const json_t *document,
                          const skillcall_receipt *receipt)
{
    const char *id = skillcall_receipt_session_id(receipt), *given = session_id_of(document);
    REQUIRE(expected_outcome(answer, document) == SKILLCALL_OUTCOME_PLACED);
    REQUIRE((id != NULL) == (given != NULL));
    require_harmless_id(id);
    require_harmless_id(skillcall_receipt_request_id(receipt));
    if (given && is_plain(given))
        REQUIRE(same_text(id, given));
    REQUIRE(answer->attempts == 1 && skillcall_receipt_attempts(receipt) == 1);
}

static void place_call(struct answer *answer, skillcall_client *client,
                       const skillcall_access *access, skillcall_error *error)
{
    skillcall_session *session = answer->kind == ROOM ? room_session() : the_session();
    skillcall_receipt *receipt = skillcall_client_start(client, access, session, 0, error);
    int is_undecided;
    json_t *document = read_document(answer->body, answer->body_size, &is_undecided);
    if (!is_undecided && receipt)
        check_receipt(answer, document, receipt);
    else if (!is_undecided)
        check_failure(answer, document, error);
    json_decref(document);
    skillcall_receipt_free(receipt);
    skillcall_session_free(session);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return try_answer(data, size, place_call);
}
