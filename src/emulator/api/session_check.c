/* SPDX-License-Identifier: Apache-2.0 */
#include "api/session_check.h"

#include "api/violations.h"
#include "base/characters.h"

#include <stdio.h>
#include <string.h>

#define PHONE_PROVIDER "amzn1.alexa.csp.id.82bb98bc-384a-11ed-a261-0242ac120002"
#define SMART_PROPERTIES_PROVIDER "amzn1.comms.csp.id.c0e1cd84-a846-11ed-afa1-0242ac120002"

enum identity { UNKNOWN, PHONE_NUMBER, COMMUNICATION_PROFILE_ID, RAW_ADDRESS };

/* One participant, as far as it could be read. */
struct end {
    const char *path;
    const char *id_path;
    enum identity identity;
    bool originator;
    const char *provider;
};

struct check {
    bool allow_unknown;
    json_t *violations;
};

static void add(const struct check *check, const char *path, const char *member,
                const char *message)
{
    char place[96];
    snprintf(place, sizeof place, "%s%s", path, member);
    add_violation(check->violations, place, message);
}

/* Reads a member that is text of limited length; NULL if it is absent or wrong. */
static const char *read_text(const struct check *check, const json_t *object, const char *path,
                             const char *member, size_t maximum)
{
    const json_t *value = json_object_get(object, member + 1);
    char message[80];
    if (!value)
        return NULL;
    const char *text = json_string_value(value);
    if (text && *text && count_characters(text) <= maximum && !has_control_character(text))
        return text;
    snprintf(message, sizeof message,
             "must be a string of 1 to %zu characters, none of them a control character", maximum);
    add(check, path, member, message);
    return NULL;
}

static bool is_e164(const char *number)
{
    size_t digits = strspn(number + (*number == '+'), "0123456789");
    return number[0] == '+' && number[1] != '0' && digits >= 2 && digits <= 15 &&
           number[digits + 1] == '\0';
}

static enum identity read_type(const struct check *check, const char *type, const char *path)
{
    if (strcmp(type, "PHONE_NUMBER") == 0)
        return PHONE_NUMBER;
    if (strcmp(type, "COMMUNICATION_PROFILE_ID") == 0)
        return COMMUNICATION_PROFILE_ID;
    if (strcmp(type, "RAW_ADDRESS") == 0)
        return RAW_ADDRESS;
    if (!check->allow_unknown)
        add(check, path, "/type",
            "must be PHONE_NUMBER, COMMUNICATION_PROFILE_ID or RAW_ADDRESS (--allow-unknown "
            "accepts others)");
    return UNKNOWN;
}

static enum identity check_id(const struct check *check, const json_t *id, const char *path)
{
    if (!json_is_object(id)) {
        add(check, path, "", "is required and must be an object");
        return UNKNOWN;
    }
    if (!json_object_get(id, "type"))
        add(check, path, "/type", "is required");
    if (!json_object_get(id, "value"))
        add(check, path, "/value", "is required");

    const char *type = read_text(check, id, path, "/type", 128);
    const char *value = read_text(check, id, path, "/value", 128);
    enum identity identity = type ? read_type(check, type, path) : UNKNOWN;
    if (identity == PHONE_NUMBER && value && !is_e164(value))
        add(check, path, "/value", "must be a phone number in E.164 form, such as +12045551111");
    return identity;
}

static void check_end(const struct check *check, const json_t *participant, struct end *end)
{
    if (!json_is_object(participant)) {
        add(check, end->path, "", "must be an object");
        return;
    }
    end->identity = check_id(check, json_object_get(participant, "id"), end->id_path);
    read_text(check, participant, end->path, "/endpointId", 512);
    end->provider = read_text(check, participant, end->path, "/communicationProviderId", 128);

    const json_t *originator = json_object_get(participant, "isOriginator");
    if (originator && !json_is_boolean(originator))
        add(check, end->path, "/isOriginator", "must be true or false");
    end->originator = json_is_true(originator);
    if (end->originator && !json_object_get(participant, "endpointId"))
        add(check, end->path, "/endpointId", "is required on the originator");
    if (!end->originator && !json_object_get(participant, "communicationProviderId"))
        add(check, end->path, "/communicationProviderId", "is required on the callee");
}

/* Requires the provider of the form; an unknown one may be allowed. */
static void check_provider(const struct check *check, const struct end *end, const char *expected)
{
    char message[160];
    if (!end->provider || strcmp(end->provider, expected) == 0)
        return;
    bool known = strcmp(end->provider, PHONE_PROVIDER) == 0 ||
                 strcmp(end->provider, SMART_PROPERTIES_PROVIDER) == 0;
    if (!known && check->allow_unknown)
        return;
    snprintf(message, sizeof message, "must be %s%s", expected,
             known ? "" : " (--allow-unknown accepts others)");
    add(check, end->path, "/communicationProviderId", message);
}

static void check_same_provider(const struct check *check, const struct end *caller,
                                const struct end *callee)
{
    if (caller->provider && callee->provider && strcmp(caller->provider, callee->provider) != 0)
        add(check, caller->path, "/communicationProviderId",
            "must be the same on both participants");
}

/* The contract has two forms. Each known type has its role in one of them, whatever the other end
 * is. */
static void check_form(const struct check *check, const struct end *caller,
                       const struct end *callee)
{
    bool phone_calls = caller->identity == PHONE_NUMBER;
    bool phone_rings = callee->identity == PHONE_NUMBER;
    bool room_calls = caller->identity == COMMUNICATION_PROFILE_ID;
    bool extension_rings = callee->identity == RAW_ADDRESS;
    if (caller->identity == RAW_ADDRESS || callee->identity == COMMUNICATION_PROFILE_ID ||
        (phone_calls && extension_rings) || (room_calls && phone_rings)) {
        add(check, "/participants", "",
            "must be a PHONE_NUMBER calling a PHONE_NUMBER, or a COMMUNICATION_PROFILE_ID calling "
            "a RAW_ADDRESS");
        return;
    }
    if (room_calls && !caller->provider)
        add(check, caller->path, "/communicationProviderId",
            "is required on a COMMUNICATION_PROFILE_ID");
    if (room_calls)
        check_provider(check, caller, SMART_PROPERTIES_PROVIDER);
    if (phone_rings || extension_rings)
        check_provider(check, callee, phone_rings ? PHONE_PROVIDER : SMART_PROPERTIES_PROVIDER);
    if (room_calls && extension_rings)
        check_same_provider(check, caller, callee);
}

static void check_participants(const struct check *check, const json_t *participants)
{
    struct end ends[2] = {{.path = "/participants/0", .id_path = "/participants/0/id"},
                          {.path = "/participants/1", .id_path = "/participants/1/id"}};
    if (!json_is_array(participants) || json_array_size(participants) != 2) {
        add(check, "/participants", "", "is required: an array of exactly two participants");
        return;
    }
    for (size_t i = 0; i < 2; i++)
        check_end(check, json_array_get(participants, i), &ends[i]);
    if (ends[0].originator == ends[1].originator)
        add(check, "/participants", "", "exactly one participant must have isOriginator true");
    else
        check_form(check, &ends[ends[1].originator], &ends[ends[0].originator]);
}

static void check_client_context(const struct check *check, const json_t *context)
{
    if (!context)
        return;
    if (!json_is_object(context)) {
        add(check, "/clientContext", "", "must be an object");
        return;
    }
    const char *id = read_text(check, context, "/clientContext", "/clientSessionId", 100);
    for (; id && *id; id++) {
        if (*id < 0x20 || *id > 0x7E) {
            add(check, "/clientContext", "/clientSessionId", "must be printable ASCII");
            break;
        }
    }
}

void check_session_body(const json_t *body, bool allow_unknown, json_t *violations)
{
    const struct check check = {allow_unknown, violations};
    if (!json_is_object(body)) {
        add(&check, "", "", "The body must be a JSON object.");
        return;
    }
    check_participants(&check, json_object_get(body, "participants"));
    check_client_context(&check, json_object_get(body, "clientContext"));
}
