/* SPDX-License-Identifier: Apache-2.0 */
/* Requests to the emulator's service and to its API, one after the other. Input: see
   given_request.h. The records and answers are read as a client of the API reads them. */
#include "control/control.h"
#include "front.h"
#include "given_request.h"
#include "lookup_json.h"
#include "pattern.h"

#include <skillcall/skillcall.h>

#include <strings.h>

enum { REQUESTS_MAX = 16, KEEP = 3 };

static const struct settings settings = {.address = "127.0.0.1",
                                         .keep = KEEP,
                                         .control = true,
                                         .fault = "ok",
                                         .event_file = "/dev/null",
                                         .lwa_client_id = "amzn1.application-oa2-client.0"};

/* A page of another site must not come in: only requests to this machine's own names, from no page
   or from the emulator's own. */
static int is_foreign(const struct MHD_Connection *connection)
{
    static struct pattern own = {.expression = "^(localhost|127\\.0\\.0\\.1)(:[0-9]*)?$",
                                 .flags = REG_ICASE};
    size_t hosts, origins;
    const char *host = header_of(connection, "Host", &hosts);
    const char *origin = header_of(connection, "Origin", &origins);
    int is_own_origin = origins == 0 || (origins == 1 && strncasecmp(origin, "http://", 7) == 0 &&
                                         strcasecmp(origin + 7, host) == 0);
    return hosts != 1 || !fits(&own, host) || !is_own_origin;
}

/* Nothing whose name is that of a secret is shown. */
static void require_masked(const json_t *shown)
{
    static struct pattern secret = {.expression = "authorization|cookie|token|secret|password|"
                                                  "credential|api-?key|signature",
                                    .flags = REG_ICASE};
    const char *name;
    json_t *value, *each;
    size_t i;
    json_object_foreach((json_t *)shown, name, value)
    {
        if (!fits(&secret, name)) {
            require_masked(value);
            continue;
        }
        json_t *values = json_is_array(value) ? json_incref(value) : json_pack("[O]", value);
        json_array_foreach(values, i, each)
        {
            REQUIRE(same_text(json_string_value(each), "***") ||
                    same_text(json_string_value(each), "Bearer ***"));
        }
        json_decref(values);
    }
    json_array_foreach(shown, i, value)
    {
        require_masked(value);
    }
}

static void check_record(const json_t *record)
{
    static const char *const members[] = {
        "number", "kind",  "time",       "clientSessionId", "sessionId", "from", "to",   "status",
        "code",   "fault", "violations", "request",         "requestId", "sip",  "event"};
    size_t count = sizeof members / sizeof *members;
    const json_t *request = json_object_get(record, "request");
    REQUIRE(json_object_size(record) == count);
    for (size_t i = 0; i < count; i++)
        REQUIRE(json_object_get(record, members[i]) != NULL);
    require_masked(request);
    const char *body = json_string_value(json_object_get(request, "body"));
    json_t *as_member = json_pack("{s:s}", body ? body : "", "***");
    require_masked(as_member);
    json_decref(as_member);
    REQUIRE(!json_string_value(json_object_get(record, "sessionId")) ==
            !json_is_object(json_object_get(record, "event")));
}

/* An error tells what is wrong. */
static void check_error(const struct reply *reply)
{
    json_t *read = json_loadb(reply->body, reply->body_size, JSON_REJECT_DUPLICATES, NULL);
    REQUIRE(json_string_length(json_object_get(read, "message")) > 0);
    json_decref(read);
}

/* A session starts where the library accepts the same body. */
static void check_session(const struct request *request, const struct MHD_Connection *connection,
                          const json_t *record)
{
    static struct pattern bearer = {.expression = "^[Bb]earer [a-z]+$"};
    size_t tokens, types;
    const char *token = header_of(connection, "Authorization", &tokens);
    const char *type = header_of(connection, "Content-Type", &types);
    int is_well_sent =
        tokens == 1 && fits(&bearer, token) && types == 1 && same_text(type, "application/json");
    if (!is_well_sent || strcmp(request->path, "/v1/communications/session") != 0 ||
        strcmp(request->method, "POST") != 0)
        return;
    skillcall_session *session = skillcall_session_from_json(
        NULL, request->body_size ? request->body : "", request->body_size, 0, NULL);
    REQUIRE((session != NULL) == json_is_string(json_object_get(record, "sessionId")));
    skillcall_session_free(session);
}

static void check_service(const struct service *service, const struct request *request,
                          const struct MHD_Connection *connection, const struct reply *reply)
{
    const struct record *record = journal_find(service->journal, journal_last(service->journal));
    REQUIRE(record && strlen(record->text) == record->size);
    json_t *read = json_loads(record->text, JSON_REJECT_DUPLICATES, NULL);
    check_record(read);
    REQUIRE(json_integer_value(json_object_get(read, "status")) == reply->status);
    if (strcmp(service->fault, "ok") == 0)
        check_session(request, connection, read);
    if (json_is_string(json_object_get(read, "code")))
        check_error(reply);
    json_decref(read);
}

static json_int_t number_in(const struct request *request, const char *name, json_int_t otherwise)
{
    const char *value = json_string_value(json_object_get(request->query, name));
    return value ? atoll(value) : otherwise;
}

/* The list has what the query asks for. */
static void check_list(const struct request *request, const json_t *list)
{
    static const char *const texts[] = {"kind", "clientSessionId", "sessionId"};
    json_int_t last = number_in(request, "after", 0);
    size_t i;
    json_t *record;
    json_array_foreach(json_object_get(list, "calls"), i, record)
    {
        json_int_t number = json_integer_value(json_object_get(record, "number"));
        check_record(record);
        REQUIRE(number > last);
        last = number;
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
            const json_t *wanted = json_object_get(request->query, texts[k]);
            REQUIRE(!wanted || json_equal(wanted, json_object_get(record, texts[k])));
        }
        json_int_t status = json_integer_value(json_object_get(record, "status"));
        REQUIRE(number_in(request, "status", status) == status);
    }
    REQUIRE(i <= KEEP && (json_int_t)i <= number_in(request, "limit", KEEP));
    REQUIRE(json_integer_value(json_object_get(list, "last")) >= last || i == 0);
}

/* Takes the next event off a text; NULL if there is none. */
static char *take_event(char *text, long long *id)
{
    int read = 0;
    if (sscanf(text, "event: call\nid: %lld\ndata: %n", id, &read) != 1 || read == 0)
        return NULL;
    char *end = strstr(text + read, "\n\n");
    REQUIRE(end != NULL);
    json_t *record = json_loadb(text + read, (size_t)(end - text - read), 0, NULL);
    check_record(record);
    json_decref(record);
    return end + 2;
}

static void check_events(const struct later *later)
{
    char text[64 * 1024 + 1];
    size_t size = 0, read;
    long long last = -1, id = 0;
    while ((read = later->read(later->context, text + size, size < 64 ? 7 : 1000)) > 0) {
        size += read;
        REQUIRE(size + 1000 < sizeof text);
    }
    text[size] = '\0';
    REQUIRE(strncmp(text, "retry: 1000\n\n", 13) == 0 && !later->is_ready(later->context));
    char *at = text + 13;
    for (char *next; (next = take_event(at, &id)); at = next) {
        REQUIRE(id > last);
        last = id;
    }
    REQUIRE(*at == '\0');
}

static void check_control(const struct request *request, struct reply *reply)
{
    REQUIRE(reply->delay_ms <= 60000);
    if (reply->later.finish) {
        reply->later.is_ready(reply->later.context);
        reply->later.finish(reply->later.context, reply);
    }
    if (reply->status >= 400)
        check_error(reply);
    else if (reply->later.finish) {
        json_t *list = json_loadb(reply->body, reply->body_size, JSON_REJECT_DUPLICATES, NULL);
        REQUIRE(list != NULL);
        check_list(request, list);
        json_decref(list);
    } else if (reply->later.read)
        check_events(&reply->later);
}

/* One request, and what it may change. */
static void try_request(struct service *service, const uint8_t **data, size_t *size)
{
    struct MHD_Connection connection;
    struct request request;
    struct reply reply = {0};
    uint64_t changes = journal_changes(service->journal), last = journal_last(service->journal);
    read_request(&connection, &request, data, size);
    char *fault = strdup(service->fault);
    front_answer(service, &request, &reply);
    int is_control = strncmp(request.path, "/_emulator/", 11) == 0;
    REQUIRE(reply.header_count <= REPLY_HEADERS_MAX);
    if (is_foreign(&connection)) {
        REQUIRE(reply.status == 403 && journal_changes(service->journal) == changes);
        check_error(&reply);
    } else if (is_control) {
        check_control(&request, &reply);
    } else {
        check_service(service, &request, &connection, &reply);
    }
    REQUIRE((journal_last(service->journal) == last + 1) ==
            (!is_control && !is_foreign(&connection)));
    REQUIRE(same_text(fault, service->fault) || (is_control && reply.status == 200));
    free(fault);
    reply_clear(&reply);
    clear_request(&connection, &request);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct journal *journal = journal_open(&settings);
    struct alexa *alexa = alexa_open(NULL, &settings, journal);
    struct service *service = service_open(&settings, journal, alexa);
    for (int i = 0; size && i < REQUESTS_MAX; i++)
        try_request(service, &data, &size);
    service_close(service);
    alexa_close(alexa);
    journal_close(journal);
    return 0;
}
