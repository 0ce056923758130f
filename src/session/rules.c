/* SPDX-License-Identifier: Apache-2.0 */
#include "session/rules.h"

#include "base/ascii.h"
#include "base/limits.h"
#include "session/e164.h"

#include <stdio.h>
#include <string.h>

/* The rules of each text of a participant; check_participant decides where it is required. */
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
                                "communicationProviderId is required on the callee, and on both "
                                "participants in Smart Properties"},
};

/* The known forms of a call: who calls whom, by which provider. */
static const struct form {
    const char *caller_type;
    const char *callee_type;
    const char *provider;
    bool provider_on_both; /* not only on the callee */
} forms[] = {
    {SKILLCALL_TYPE_PHONE_NUMBER, SKILLCALL_TYPE_PHONE_NUMBER, SKILLCALL_PROVIDER_PHONE, false},
    {SKILLCALL_TYPE_COMMUNICATION_PROFILE_ID, SKILLCALL_TYPE_RAW_ADDRESS,
     SKILLCALL_PROVIDER_SMART_PROPERTIES, true},
};
#define FORM_COUNT (sizeof forms / sizeof *forms)

enum role { ROLE_UNKNOWN, CALLS, IS_CALLED };

struct check {
    const skillcall__draft *draft;
    skillcall__findings *findings;
    bool allow_unknown;
    size_t listed;                  /* participants to look at */
    size_t originators;             /* marked as such */
    bool undecided;                 /* one's mark cannot be read */
    const struct form *caller_form; /* of the originator; NULL: not a known form */
};

/* One participant under check. */
struct subject {
    const struct check *check;
    const skillcall_participant *participant;
    size_t index;
    enum role role;
    const struct form *form; /* that its type belongs to; NULL: the type is not a known one */
};

static bool is_same(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

static const struct form *find_form(const skillcall_participant *participant)
{
    const char *type = skillcall_participant_type(participant);
    for (size_t i = 0; type && i < FORM_COUNT; i++)
        if (is_same(type, forms[i].caller_type) || is_same(type, forms[i].callee_type))
            return &forms[i];
    return NULL;
}

static void report(const struct subject *subject, int32_t code,
                   enum skillcall__participant_text which, const char *sentence)
{
    skillcall__report_at(subject->check->findings, code, subject->index, text_rules[which].member,
                         sentence);
}

static bool has_control_character(const char *utf8)
{
    for (; *utf8; utf8++)
        if (skillcall__is_control(*utf8) || (*utf8 == '\xC2' && (unsigned char)utf8[1] < 0xA0))
            return true; /* C0, DEL or C1 */
    return false;
}

/* A required text must exist, and no text may be empty. Returns whether to check it further. */
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

/* A text is UTF-8 of limited length, without control characters. */
static bool check_characters(const struct subject *subject, enum skillcall__participant_text which)
{
    const struct text_rule *rule = &text_rules[which];
    const char *text = subject->participant->texts[which];
    char sentence[128];
    size_t characters = strlen(text);
    bool is_plain = skillcall__is_printable_ascii(text, characters); /* nearly every text is */
    if (!is_plain && !skillcall__utf8_count(text, characters, &characters)) {
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
    if (!is_plain && has_control_character(text)) {
        snprintf(sentence, sizeof sentence, "%s contains a control character: remove it",
                 rule->name);
        report(subject, SKILLCALL_V_CONTROL_CHARACTER, which, sentence);
        is_good = false;
    }
    return is_good;
}

static void check_role(const struct subject *subject)
{
    const struct form *form = subject->form;
    const struct form *caller_form = subject->check->caller_form;
    const char *type = skillcall_participant_type(subject->participant);
    const char *sentence = NULL;
    if (subject->role == CALLS && !is_same(type, form->caller_type))
        sentence = "a participant of this type can only be the callee, not the originator";
    else if (subject->role == IS_CALLED && !is_same(type, form->callee_type))
        sentence = "a participant of this type must be the originator";
    else if (subject->role == IS_CALLED && caller_form && caller_form != form)
        sentence = "a phone number calls a phone number, and a room calls an extension: the "
                   "originator cannot call this participant";
    if (sentence)
        report(subject, SKILLCALL_V_WRONG_ROLE, SKILLCALL__TYPE, sentence);
}

static void check_type(const struct subject *subject)
{
    if (!check_presence(subject, SKILLCALL__TYPE, true) ||
        !check_characters(subject, SKILLCALL__TYPE))
        return;
    if (subject->form)
        check_role(subject);
    else if (!subject->check->allow_unknown)
        report(subject, SKILLCALL_V_UNKNOWN_TYPE, SKILLCALL__TYPE,
               "id.type is none of " SKILLCALL_TYPE_PHONE_NUMBER
               ", " SKILLCALL_TYPE_COMMUNICATION_PROFILE_ID ", " SKILLCALL_TYPE_RAW_ADDRESS
               ": correct it, or allow unknown types");
}

static void check_value(const struct subject *subject)
{
    if (!check_presence(subject, SKILLCALL__VALUE, true))
        return;
    const char *type = skillcall_participant_type(subject->participant);
    if (!type || !is_same(type, SKILLCALL_TYPE_PHONE_NUMBER))
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

static bool is_known_provider(const char *provider)
{
    for (size_t i = 0; i < FORM_COUNT; i++)
        if (is_same(provider, forms[i].provider))
            return true;
    return false;
}

/* Whether the participant's provider is valid by itself. */
static bool check_provider_id(const struct subject *subject)
{
    const struct form *form = subject->form;
    bool on_both = form && form->provider_on_both;
    bool required = subject->role == IS_CALLED || on_both;
    if (!check_presence(subject, SKILLCALL__PROVIDER_ID, required) ||
        !check_characters(subject, SKILLCALL__PROVIDER_ID))
        return false;
    const char *provider = skillcall_participant_provider_id(subject->participant);
    bool is_known = is_known_provider(provider);
    if (!form || !required || is_same(provider, form->provider) ||
        (subject->check->allow_unknown && !is_known))
        return true;
    char sentence[192];
    snprintf(sentence, sizeof sentence, "communicationProviderId must be %s %s%s", form->provider,
             on_both ? "on both participants in Smart Properties" : "to reach a phone number",
             is_known ? "" : ", unless unknown ones are allowed");
    report(subject, SKILLCALL_V_UNKNOWN_PROVIDER, SKILLCALL__PROVIDER_ID, sentence);
    return false;
}

/* Whether the participant's provider may be compared with that of the other. */
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

/* Without an originator there is no callee. */
static enum role role_of(const struct check *check, const skillcall_participant *participant)
{
    if (participant->originator == SKILLCALL_ORIGINATOR_YES)
        return CALLS;
    if (participant->originator == SKILLCALL__ORIGINATOR_UNREADABLE || check->originators == 0)
        return ROLE_UNKNOWN;
    return IS_CALLED;
}

/* For two participants whose providers are each valid by themselves. */
static void check_same_provider(const struct check *check)
{
    const skillcall_participant *participants = check->draft->participants;
    const struct form *form = find_form(&participants[0]);
    if (form && form->provider_on_both && form == find_form(&participants[1]) &&
        !is_same(skillcall_participant_provider_id(&participants[0]),
                 skillcall_participant_provider_id(&participants[1])))
        skillcall__report_at(check->findings, SKILLCALL_V_PROVIDER_MISMATCH, 1,
                             text_rules[SKILLCALL__PROVIDER_ID].member,
                             "communicationProviderId must be the same on both participants in "
                             "Smart Properties");
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
            .form = find_form(&participants[i]),
        };
        comparable &= check_participant(&subject);
    }
    if (comparable && check->listed == 2)
        check_same_provider(check);
}

static void check_counts(const struct check *check)
{
    char sentence[160];
    if (check->draft->participant_count != 2) {
        snprintf(sentence, sizeof sentence,
                 "a session has two participants, an originator and a callee: this one "
                 "has %zu",
                 check->draft->participant_count);
        skillcall__report(check->findings, SKILLCALL_V_PARTICIPANT_COUNT, "/participants",
                          sentence);
    }
    bool no_originator = check->listed > 0 && check->originators == 0 && !check->undecided;
    if (no_originator || check->originators > 1) {
        snprintf(sentence, sizeof sentence,
                 "isOriginator must be true on one participant, the originator: it is true on "
                 "%zu",
                 check->originators);
        skillcall__report(check->findings, SKILLCALL_V_ORIGINATOR_COUNT, "/participants", sentence);
    }
}

void skillcall__check_client_session_id(const char *id, skillcall__findings *findings)
{
    static const char path[] = "/clientContext/clientSessionId";
    if (!id || id == skillcall__unreadable)
        return;
    size_t size = strlen(id);
    size_t characters;
    if (size == 0)
        skillcall__report(findings, SKILLCALL_V_REQUIRED, path,
                          "clientSessionId is empty: give it a value or leave it out");
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
        const skillcall_participant *participant = &draft->participants[i];
        if (participant->originator == SKILLCALL__ORIGINATOR_UNREADABLE)
            check.undecided = true;
        if (participant->originator == SKILLCALL_ORIGINATOR_YES) {
            const struct form *form = find_form(participant);
            check.originators++;
            if (form && is_same(skillcall_participant_type(participant), form->caller_type))
                check.caller_form = form;
        }
    }
    if (!draft->participants_unreadable) {
        check_counts(&check);
        check_participants(&check);
    }
    skillcall__check_client_session_id(draft->client_session_id, findings);
}
