#include "session/rules.h"

#include "base/ascii.h"
#include "session/client_session_id.h"
#include "session/e164.h"

#include <stdio.h>
#include <string.h>

/* The rules of each text of a participant; it is required where check_participant says so. */
static const struct text_rule {
    const char *name;
    const char *member;
    size_t max; /* in characters */
    const char *when_missing;
} text_rules[] = {
    [SKILLCALL__TYPE] = {"id.type", "/id/type", 128,
                         "id.type is required: " SKILLCALL_TYPE_PHONE_NUMBER
                         ", " SKILLCALL_TYPE_COMMUNICATION_PROFILE_ID
                         " or " SKILLCALL_TYPE_RAW_ADDRESS},
    [SKILLCALL__VALUE] = {"id.value", "/id/value", 128,
                          "id.value is required: the phone number, profile id or extension"},
    [SKILLCALL__ENDPOINT_ID] = {"endpointId", "/endpointId", 512,
                                "endpointId is required on the originator: "
                                "context.System.device.deviceId of the skill request"},
    [SKILLCALL__PROVIDER_ID] = {"communicationProviderId", "/communicationProviderId", 128,
                                "communicationProviderId is required on the participant that is "
                                "called, and on both in Smart Properties"},
};

/* The rules of each known participant type. */
static const struct type_rule {
    const char *type;
    bool may_call;
    bool may_be_called;
    bool is_phone_number;
    bool is_smart_properties; /* both ends of the session then name a provider, the same */
    const char *provider;     /* of the called end, and in Smart Properties of either */
    const char *when_wrong_provider;
} type_rules[] = {
    {.type = SKILLCALL_TYPE_PHONE_NUMBER,
     .may_call = true,
     .may_be_called = true,
     .is_phone_number = true,
     .provider = SKILLCALL_PROVIDER_PHONE,
     .when_wrong_provider = "communicationProviderId must be " SKILLCALL_PROVIDER_PHONE
                            " to reach a phone number, unless unknown ones are allowed"},
    {.type = SKILLCALL_TYPE_COMMUNICATION_PROFILE_ID,
     .may_call = true,
     .is_smart_properties = true,
     .provider = SKILLCALL_PROVIDER_SMART_PROPERTIES,
     .when_wrong_provider = "communicationProviderId must be " SKILLCALL_PROVIDER_SMART_PROPERTIES
                            " for a room, unless unknown ones are allowed"},
    {.type = SKILLCALL_TYPE_RAW_ADDRESS,
     .may_be_called = true,
     .is_smart_properties = true,
     .provider = SKILLCALL_PROVIDER_SMART_PROPERTIES,
     .when_wrong_provider = "communicationProviderId must be " SKILLCALL_PROVIDER_SMART_PROPERTIES
                            " to reach an extension, unless unknown ones are allowed"},
};

enum role { ROLE_UNKNOWN, CALLS, IS_CALLED };

struct check {
    const skillcall__draft *draft;
    skillcall__findings *findings;
    size_t listed;      /* participants to look at */
    size_t originators; /* that say so */
    bool allow_unknown;
    bool is_smart_properties;
};

/* One participant under check. */
struct subject {
    const struct check *check;
    const skillcall_participant *participant;
    size_t index;
    enum role role;
    const struct type_rule *type; /* NULL: not a known one */
};

static void report(const struct subject *subject, int32_t code,
                   enum skillcall__participant_text which, const char *sentence)
{
    skillcall__report_at(subject->check->findings, code, subject->index, text_rules[which].member,
                         sentence);
}

static bool has_control_character(const char *utf8)
{
    for (const unsigned char *at = (const unsigned char *)utf8; *at; at++)
        if (*at < 0x20 || *at == 0x7F || (*at == 0xC2 && at[1] < 0xA0)) /* C0, DEL, C1 */
            return true;
    return false;
}

/* A text must be there if it is required, and is never empty. Says whether to check it further. */
static bool check_presence(const struct subject *subject, enum skillcall__participant_text which,
                           bool required)
{
    const struct text_rule *rule = &text_rules[which];
    const char *text = subject->participant->texts[which];
    if (text == skillcall__unreadable)
        return false;
    if (text && *text)
        return true;
    char sentence[128];
    if (required) {
        report(subject, SKILLCALL_V_REQUIRED, which, rule->when_missing);
    } else if (text) {
        snprintf(sentence, sizeof sentence, "%s is empty: give it a value or leave it out",
                 rule->name);
        report(subject, SKILLCALL_V_REQUIRED, which, sentence);
    }
    return false;
}

/* A text is UTF-8 of bounded length, free of control characters. */
static bool check_characters(const struct subject *subject, enum skillcall__participant_text which)
{
    const struct text_rule *rule = &text_rules[which];
    const char *text = subject->participant->texts[which];
    char sentence[128];
    size_t characters;
    if (!skillcall__utf8_count(text, strlen(text), &characters)) {
        snprintf(sentence, sizeof sentence, "%s is not UTF-8 text", rule->name);
        report(subject, SKILLCALL_V_NOT_UTF8, which, sentence);
        return false;
    }
    bool is_good = true;
    if (characters > rule->max) {
        snprintf(sentence, sizeof sentence, "%s has %zu characters: at most %zu are allowed",
                 rule->name, characters, rule->max);
        report(subject, SKILLCALL_V_TOO_LONG, which, sentence);
        is_good = false;
    }
    if (has_control_character(text)) {
        snprintf(sentence, sizeof sentence, "%s has a control character in it: remove it",
                 rule->name);
        report(subject, SKILLCALL_V_CONTROL_CHARACTER, which, sentence);
        is_good = false;
    }
    return is_good;
}

static void check_type(const struct subject *subject)
{
    if (!check_presence(subject, SKILLCALL__TYPE, true) ||
        !check_characters(subject, SKILLCALL__TYPE))
        return;
    const struct type_rule *type = subject->type;
    if (!type && !subject->check->allow_unknown)
        report(subject, SKILLCALL_V_UNKNOWN_TYPE, SKILLCALL__TYPE,
               "id.type is none of " SKILLCALL_TYPE_PHONE_NUMBER
               ", " SKILLCALL_TYPE_COMMUNICATION_PROFILE_ID ", " SKILLCALL_TYPE_RAW_ADDRESS
               ": mend it, or allow unknown types");
    if (type && subject->role == CALLS && !type->may_call)
        report(subject, SKILLCALL_V_WRONG_ROLE, SKILLCALL__TYPE,
               "a participant of this type is only called: it cannot be the originator");
    if (type && subject->role == IS_CALLED && !type->may_be_called)
        report(subject, SKILLCALL_V_WRONG_ROLE, SKILLCALL__TYPE,
               "a participant of this type only calls: it must be the originator");
}

static void check_value(const struct subject *subject)
{
    if (!check_presence(subject, SKILLCALL__VALUE, true))
        return;
    if (!subject->type || !subject->type->is_phone_number)
        check_characters(subject, SKILLCALL__VALUE);
    else if (!skillcall__is_e164(skillcall_participant_value(subject->participant)))
        report(subject, SKILLCALL_V_NOT_E164, SKILLCALL__VALUE,
               "the phone number is not in E.164 form: + and 2 to 15 digits, the first of them "
               "not 0, with nothing in between");
}

static void check_endpoint_id(const struct subject *subject)
{
    if (check_presence(subject, SKILLCALL__ENDPOINT_ID, subject->role == CALLS))
        check_characters(subject, SKILLCALL__ENDPOINT_ID);
}

/* Says whether the participant has a provider that is right in itself. */
static bool check_provider_id(const struct subject *subject)
{
    bool required = subject->role == IS_CALLED || subject->check->is_smart_properties;
    if (!check_presence(subject, SKILLCALL__PROVIDER_ID, required) ||
        !check_characters(subject, SKILLCALL__PROVIDER_ID))
        return false;
    const struct type_rule *type = subject->type;
    if (subject->check->allow_unknown || !type ||
        (subject->role != IS_CALLED && !type->is_smart_properties) ||
        strcmp(skillcall_participant_provider_id(subject->participant), type->provider) == 0)
        return true;
    report(subject, SKILLCALL_V_UNKNOWN_PROVIDER, SKILLCALL__PROVIDER_ID,
           type->when_wrong_provider);
    return false;
}

/* Says whether the participant's provider may be compared with that of the other. */
static bool check_participant(const struct subject *subject)
{
    const skillcall_participant *participant = subject->participant;
    if (!skillcall_participant_type(participant) && !skillcall_participant_value(participant)) {
        skillcall__report_at(subject->check->findings, SKILLCALL_V_REQUIRED, subject->index, "/id",
                             "id is required: the type and the value of the participant");
    } else {
        check_type(subject);
        check_value(subject);
    }
    check_endpoint_id(subject);
    return check_provider_id(subject);
}

static const struct type_rule *find_type(const skillcall_participant *participant)
{
    const char *type = skillcall_participant_type(participant);
    for (size_t i = 0; type && i < sizeof type_rules / sizeof *type_rules; i++)
        if (strcmp(type, type_rules[i].type) == 0)
            return &type_rules[i];
    return NULL;
}

/* Who is called is known only when somebody calls. */
static enum role role_of(const struct check *check, const skillcall_participant *participant)
{
    if (participant->originator == SKILLCALL_ORIGINATOR_YES)
        return CALLS;
    if (participant->originator == SKILLCALL__ORIGINATOR_UNREADABLE || check->originators == 0)
        return ROLE_UNKNOWN;
    return IS_CALLED;
}

static void check_participants(const struct check *check)
{
    const skillcall_participant *participants = check->draft->participants;
    bool comparable = true;
    for (size_t i = 0; i < check->listed; i++) {
        struct subject subject = {
            .check = check,
            .participant = &participants[i],
            .index = i,
            .role = role_of(check, &participants[i]),
            .type = find_type(&participants[i]),
        };
        comparable &= check_participant(&subject);
    }
    if (!check->is_smart_properties || !comparable || check->listed != 2)
        return;
    if (strcmp(skillcall_participant_provider_id(&participants[0]),
               skillcall_participant_provider_id(&participants[1])) != 0)
        skillcall__report_at(check->findings, SKILLCALL_V_PROVIDER_MISMATCH, 1,
                             text_rules[SKILLCALL__PROVIDER_ID].member,
                             "communicationProviderId must be the same on both participants in "
                             "Smart Properties");
}

static void check_counts(const struct check *check)
{
    char sentence[160];
    if (check->draft->participant_count != 2) {
        snprintf(sentence, sizeof sentence,
                 "a session has 2 participants, one that calls and one that is called: this one "
                 "has %zu",
                 check->draft->participant_count);
        skillcall__report(check->findings, SKILLCALL_V_PARTICIPANT_COUNT, "/participants",
                          sentence);
    }
    bool some_unreadable = false;
    for (size_t i = 0; i < check->listed; i++)
        some_unreadable |=
            check->draft->participants[i].originator == SKILLCALL__ORIGINATOR_UNREADABLE;
    if (check->originators > 1)
        skillcall__report(check->findings, SKILLCALL_V_ORIGINATOR_COUNT, "/participants",
                          "isOriginator is true on more than one participant: leave it to the one "
                          "that calls");
    if (check->originators == 0 && check->listed > 0 && !some_unreadable)
        skillcall__report(check->findings, SKILLCALL_V_ORIGINATOR_COUNT, "/participants",
                          "isOriginator is true on no participant: set it on the one that calls");
}

void skillcall__check_client_session_id(const char *id, skillcall__findings *findings)
{
    static const char path[] = "/clientContext/clientSessionId";
    if (!id || id == skillcall__unreadable)
        return;
    size_t size = strlen(id);
    size_t characters;
    if (size == 0) {
        skillcall__report(findings, SKILLCALL_V_REQUIRED, path,
                          "clientSessionId is empty: give it a value or leave it out");
        return;
    }
    if (!skillcall__is_printable_ascii(id, size))
        skillcall__report(findings, SKILLCALL_V_NOT_PRINTABLE_ASCII, path,
                          "clientSessionId must be printable ASCII, because it travels in a SIP "
                          "header");
    if (skillcall__utf8_count(id, size, &characters) &&
        characters > SKILLCALL__CLIENT_SESSION_ID_MAX) {
        char sentence[128];
        snprintf(sentence, sizeof sentence,
                 "clientSessionId has %zu characters: at most %d are allowed", characters,
                 SKILLCALL__CLIENT_SESSION_ID_MAX);
        skillcall__report(findings, SKILLCALL_V_TOO_LONG, path, sentence);
    }
}

void skillcall__check_draft(const skillcall__draft *draft, bool allow_unknown,
                            skillcall__findings *findings)
{
    struct check check = {
        .draft = draft,
        .findings = findings,
        .allow_unknown = allow_unknown,
        .listed = draft->participant_count < SKILLCALL__PARTICIPANTS_MAX
                      ? draft->participant_count
                      : SKILLCALL__PARTICIPANTS_MAX,
    };
    for (size_t i = 0; i < check.listed; i++) {
        const struct type_rule *type = find_type(&draft->participants[i]);
        check.originators += draft->participants[i].originator == SKILLCALL_ORIGINATOR_YES;
        check.is_smart_properties |= type && type->is_smart_properties;
    }
    if (!draft->participants_unreadable) {
        check_counts(&check);
        check_participants(&check);
    }
    skillcall__check_client_session_id(draft->client_session_id, findings);
}
