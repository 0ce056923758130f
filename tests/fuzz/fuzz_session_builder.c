/* SPDX-License-Identifier: Apache-2.0 */
/* Sequences of participant and builder calls. Input: a call to a line, its letter and its operand
   ("-" for NULL). Beside the builder a document is kept as the contract writes it: a session is
   built where the emulator's own check accepts that document, and says the same. */
#include "session_oracles.h"

#include "support/watching_allocator.h"

enum { PARTICIPANTS_MAX = 16, ID_MAX = 100 };

struct machine {
    struct watch watch;
    skillcall_allocator allocator;
    skillcall_session_builder *builder;
    skillcall_participant *participant;
    char *type;  /* that the participant was given last */
    char *value; /* likewise */
    int32_t allow_unknown;
    int is_id_omitted;
    char *id;           /* that was set */
    char *generated_id; /* that the generator writes */
    json_t *participants;
};

static void replace(char **text, const char *with)
{
    free(*text);
    *text = with ? text_of((const uint8_t *)with, strlen(with)) : NULL;
}

/* What is not UTF-8 cannot stand in a document; null is refused there as well. */
static void put(json_t *object, const char *name, const char *text)
{
    if (!text)
        return;
    json_t *string = json_string(text);
    json_object_set_new(object, name, string ? string : json_null());
}

static json_t *participant_document(const skillcall_participant *participant)
{
    json_t *document = json_object(), *id = json_object();
    int32_t originator = skillcall_participant_originator(participant);
    put(id, "type", skillcall_participant_type(participant));
    put(id, "value", skillcall_participant_value(participant));
    json_object_set_new(document, "id", id);
    put(document, "endpointId", skillcall_participant_endpoint_id(participant));
    if (originator != SKILLCALL_ORIGINATOR_UNSET)
        json_object_set_new(document, "isOriginator", json_boolean(originator));
    put(document, "communicationProviderId", skillcall_participant_provider_id(participant));
    return document;
}

static json_t *session_document(const struct machine *machine, const char *id)
{
    json_t *document = json_object();
    json_object_set(document, "participants", machine->participants);
    if (id) {
        json_t *context = json_object();
        put(context, "clientSessionId", id);
        json_object_set_new(document, "clientContext", context);
    }
    return document;
}

static int32_t generate(void *user_data, char *buffer, size_t size)
{
    const struct machine *machine = user_data;
    size_t length = strlen(machine->generated_id);
    REQUIRE(size == ID_MAX + 1);
    memcpy(buffer, machine->generated_id, length < size ? length + 1 : size);
    return 0;
}

/* Version 4 of RFC 9562, in lower case. */
static void require_random_uuid(const char *id)
{
    static const char pattern[] = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx";
    REQUIRE(id && strlen(id) == sizeof pattern - 1);
    for (size_t i = 0; pattern[i]; i++)
        REQUIRE(pattern[i] == 'x'   ? strchr("0123456789abcdef", id[i]) != NULL
                : pattern[i] == 'y' ? strchr("89ab", id[i]) != NULL
                                    : id[i] == pattern[i]);
}

static void require_session(const struct machine *machine, const skillcall_session *session,
                            const char *id)
{
    const char *built_id = skillcall_session_client_session_id(session);
    if (id || machine->is_id_omitted)
        REQUIRE(same_text(built_id, id));
    else
        require_random_uuid(built_id);
    json_t *expected = session_document(machine, built_id);
    json_t *written = json_loads(skillcall_session_json(session), JSON_REJECT_DUPLICATES, NULL);
    REQUIRE(json_equal(written, expected));
    json_decref(written);
    json_decref(expected);
    require_round_trip(session);
}

static void require_refusal(const struct machine *machine, const skillcall_error *error,
                            const char *id)
{
    json_t *without_id = session_document(machine, NULL);
    int is_id_to_blame = emulator_accepts(without_id, machine->allow_unknown);
    json_decref(without_id);
    int is_generated = id && id == machine->generated_id;
    REQUIRE(skillcall_error_status(error) ==
            (is_id_to_blame && is_generated ? SKILLCALL_E_GENERATOR : SKILLCALL_E_INVALID));
    if (skillcall_error_status(error) == SKILLCALL_E_INVALID)
        require_violations(error);
}

/* The same document, read, gives the same. */
static void require_read_the_same(const struct machine *machine, const json_t *document,
                                  const skillcall_session *session)
{
    char *json = json_dumps(document, JSON_COMPACT);
    REQUIRE(json != NULL);
    skillcall_session *read =
        skillcall_session_from_json(NULL, json, strlen(json), machine->allow_unknown, NULL);
    REQUIRE((read != NULL) == (session != NULL));
    if (read && (skillcall_session_client_session_id(read) || machine->is_id_omitted))
        require_same_session(read, session);
    skillcall_session_free(read);
    free(json);
}

static void build(struct machine *machine, const char *text)
{
    const char *id = machine->id              ? machine->id
                     : machine->is_id_omitted ? NULL
                                              : machine->generated_id;
    json_t *document = session_document(machine, id);
    skillcall_error *error = skillcall_error_new(NULL);
    skillcall_session *session = skillcall_session_builder_build(machine->builder, error);
    REQUIRE((session != NULL) == emulator_accepts(document, machine->allow_unknown));
    if (session)
        require_session(machine, session, id);
    else
        require_refusal(machine, error, id);
    require_read_the_same(machine, document, session);
    skillcall_session_free(session);
    skillcall_error_free(error);
    json_decref(document);
}

static void set_participant(struct machine *machine, skillcall_participant *participant)
{
    REQUIRE(participant != NULL);
    skillcall_participant_free(machine->participant);
    machine->participant = participant;
    replace(&machine->type, skillcall_participant_type(participant));
    replace(&machine->value, skillcall_participant_value(participant));
}

static void new_participant(struct machine *machine, const char *text)
{
    set_participant(machine, skillcall_participant_new(&machine->allocator, NULL));
}

static void new_phone_caller(struct machine *machine, const char *text)
{
    set_participant(
        machine, skillcall_participant_new_phone_caller(&machine->allocator, text, "device", NULL));
}

static void new_phone_callee(struct machine *machine, const char *text)
{
    set_participant(machine,
                    skillcall_participant_new_phone_callee(&machine->allocator, text, NULL));
}

static void new_room(struct machine *machine, const char *text)
{
    set_participant(machine,
                    skillcall_participant_new_room(&machine->allocator, text, "device", NULL));
}

static void new_extension(struct machine *machine, const char *text)
{
    set_participant(machine, skillcall_participant_new_extension(&machine->allocator, text, NULL));
}

static void set_identity(struct machine *machine)
{
    REQUIRE(!skillcall_participant_set_identity(machine->participant, machine->type, machine->value,
                                                NULL));
    REQUIRE(same_text(skillcall_participant_type(machine->participant), machine->type));
    REQUIRE(same_text(skillcall_participant_value(machine->participant), machine->value));
}

static void set_type(struct machine *machine, const char *text)
{
    replace(&machine->type, text);
    set_identity(machine);
}

static void set_value(struct machine *machine, const char *text)
{
    replace(&machine->value, text);
    set_identity(machine);
}

static void set_endpoint_id(struct machine *machine, const char *text)
{
    REQUIRE(!skillcall_participant_set_endpoint_id(machine->participant, text, NULL));
    REQUIRE(same_text(skillcall_participant_endpoint_id(machine->participant), text));
}

static void set_provider_id(struct machine *machine, const char *text)
{
    REQUIRE(!skillcall_participant_set_provider_id(machine->participant, text, NULL));
    REQUIRE(same_text(skillcall_participant_provider_id(machine->participant), text));
}

static int32_t number_of(const char *text)
{
    return text ? (int32_t)strtol(text, NULL, 10) : -1;
}

static void set_originator(struct machine *machine, const char *text)
{
    int32_t before = skillcall_participant_originator(machine->participant);
    int32_t originator = number_of(text);
    int32_t status = skillcall_participant_set_originator(machine->participant, originator, NULL);
    int is_good = originator >= -1 && originator <= 1;
    REQUIRE(status == (is_good ? SKILLCALL_OK : SKILLCALL_E_ARGUMENT));
    REQUIRE(skillcall_participant_originator(machine->participant) ==
            (is_good ? originator : before));
}

static void add(struct machine *machine, const char *text)
{
    int is_full = json_array_size(machine->participants) == PARTICIPANTS_MAX;
    int32_t status = skillcall_session_builder_add(machine->builder, machine->participant, NULL);
    REQUIRE(status == (is_full ? SKILLCALL_E_TOO_LARGE : SKILLCALL_OK));
    if (!is_full)
        json_array_append_new(machine->participants, participant_document(machine->participant));
}

static void set_id(struct machine *machine, const char *id)
{
    machine->is_id_omitted = 0;
    replace(&machine->id, id);
    REQUIRE(!skillcall_session_builder_set_client_session_id(machine->builder, id, NULL));
}

static void omit_id(struct machine *machine, const char *text)
{
    machine->is_id_omitted = 1;
    replace(&machine->id, NULL);
    REQUIRE(!skillcall_session_builder_omit_client_session_id(machine->builder, NULL));
}

static void set_generator(struct machine *machine, const char *id)
{
    replace(&machine->generated_id, id);
    REQUIRE(!skillcall_session_builder_set_id_generator(machine->builder, id ? generate : NULL,
                                                        machine, NULL));
}

static void allow_unknown(struct machine *machine, const char *text)
{
    int32_t allow = number_of(text);
    int32_t status = skillcall_session_builder_allow_unknown(machine->builder, allow, NULL);
    REQUIRE(status == (allow == 0 || allow == 1 ? SKILLCALL_OK : SKILLCALL_E_ARGUMENT));
    if (status == SKILLCALL_OK)
        machine->allow_unknown = allow;
}

static const struct {
    char letter;
    void (*run)(struct machine *machine, const char *operand);
} calls[] = {
    {'p', new_participant},
    {'f', new_phone_caller},
    {'g', new_phone_callee},
    {'r', new_room},
    {'x', new_extension},
    {'t', set_type},
    {'v', set_value},
    {'e', set_endpoint_id},
    {'c', set_provider_id},
    {'o', set_originator},
    {'a', add},
    {'s', set_id},
    {'n', omit_id},
    {'w', set_generator},
    {'u', allow_unknown},
    {'b', build},
};

static void call(struct machine *machine, const char *line)
{
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (calls[i].letter == line[0])
            calls[i].run(machine, strcmp(line + 1, "-") == 0 ? NULL : line + 1);
}

static void set_up(struct machine *machine)
{
    machine->allocator = watching_allocator(&machine->watch);
    machine->builder = skillcall_session_builder_new(&machine->allocator, NULL);
    machine->participants = json_array();
    REQUIRE(machine->builder != NULL && machine->participants != NULL);
    new_participant(machine, NULL);
}

static void tear_down(struct machine *machine)
{
    skillcall_participant_free(machine->participant);
    skillcall_session_builder_free(machine->builder);
    REQUIRE(machine->watch.live == 0);
    json_decref(machine->participants);
    free(machine->generated_id);
    free(machine->id);
    free(machine->value);
    free(machine->type);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct machine machine = {.builder = NULL};
    set_up(&machine);
    while (size) {
        char *line = next_line(&data, &size);
        call(&machine, line);
        free(line);
    }
    build(&machine, NULL);
    tear_down(&machine);
    return 0;
}
