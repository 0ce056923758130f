/* SPDX-License-Identifier: Apache-2.0 */
#include <skillcall/uui.h>

#include "base/ascii.h"
#include "base/error.h"
#include "base/hex.h"
#include "base/limits.h"
#include "sip/uui_reader.h"

#include <stdio.h>
#include <string.h>

enum { ID_MAX = SKILLCALL__CLIENT_SESSION_ID_MAX, DECODED_MAX = 5 + ID_MAX };

static const char key[] = "csi=";
static const char suffix[] = ";encoding=hex";
enum { KEY_LENGTH = sizeof key - 1 };

struct ids {
    char first[ID_MAX + 1]; /* "" if none was found yet */
    bool is_contradictory;  /* another one was found as well */
};

struct skillcall_uui_decoder {
    skillcall_allocator allocator;
    struct ids ids;
    int32_t failure;  /* of the first field that failed */
    bool is_doubtful; /* a failed field may hold an id */
    char message[160];
};

/* Where and why a value breaks its encoding. */
struct fault {
    const char *at;
    const char *text;
};

/*@ predicate holds_key(char *digits) =
        hex_octet(digits[0], digits[1]) == 'c' && hex_octet(digits[2], digits[3]) == 's' &&
        hex_octet(digits[4], digits[5]) == 'i' && hex_octet(digits[6], digits[7]) == '=';
*/

/*@ requires \valid(to + (0 .. 13)) && \separated(to + (0 .. 13), suffix + (0 .. 13));
    assigns to[0 .. 13];
    ensures same(to, &suffix[0], 14);
*/
static void write_suffix(char *to)
{
    memcpy(to, suffix, sizeof suffix);
}

/* Writes the header value: 22 octets and two for each character of the id. */
/*@ requires length <= ID_MAX && \valid_read(id + (0 .. length - 1));
    requires \valid(value + (0 .. 21 + 2 * length));
    requires \separated(value + (0 .. 21 + 2 * length), id + (0 .. length - 1), key + (0 .. 4),
                         suffix + (0 .. 13));
    assigns value[0 .. 21 + 2 * length];
    ensures holds_key(value);
    ensures base16(value + 8, id, length);
    ensures same(value + 8 + 2 * length, &suffix[0], 14);
*/
static void write_value(const char *id, size_t length, char *value)
{
    skillcall__hex_encode(key, KEY_LENGTH, value);
    /*@ assert hex_octet(value[0], value[1]) == octet(key[0]) &&
               hex_octet(value[2], value[3]) == octet(key[1]); */
    /*@ assert hex_octet(value[4], value[5]) == octet(key[2]) &&
               hex_octet(value[6], value[7]) == octet(key[3]); */
    /*@ assert holds_key(value); */
    write_suffix(value + 2 * (KEY_LENGTH + length));
    /*@ assert holds_key(value); */
    /*@ ghost ended: ; */
    skillcall__hex_encode(id, length, value + 2 * KEY_LENGTH);
    /*@ assert \forall integer i; 0 <= i < 14 ==>
            value[8 + 2 * length + i] == \at(value[8 + 2 * length + i], ended); */
    /*@ assert same(value + 8 + 2 * length, &suffix[0], 14); */
}

/*@ requires client_session_id == \null || valid_read_string(client_session_id);
    requires buffer == \null || \valid(buffer + (0 .. size - 1));
    requires \separated(buffer + (0 .. size - 1), client_session_id + (..), error, key + (0 .. 4),
                         suffix + (0 .. 13));
    assigns *error, buffer[0 .. size - 1];
    behavior missing:
        assumes client_session_id == \null || buffer == \null;
        assigns *error;
        ensures \result == SKILLCALL_E_ARGUMENT;
    behavior no_id:
        assumes client_session_id != \null && buffer != \null;
        assumes !(1 <= strlen(client_session_id) <= 100 &&
                  printable(client_session_id, strlen(client_session_id)));
        assigns *error;
        ensures \result == SKILLCALL_E_ARGUMENT;
    behavior no_room:
        assumes client_session_id != \null && buffer != \null;
        assumes 1 <= strlen(client_session_id) <= 100 &&
                printable(client_session_id, strlen(client_session_id));
        assumes size < 22 + 2 * strlen(client_session_id);
        assigns *error;
        ensures \result == SKILLCALL_E_TOO_LARGE;
    behavior written:
        assumes client_session_id != \null && buffer != \null;
        assumes 1 <= strlen(client_session_id) <= 100 &&
                printable(client_session_id, strlen(client_session_id));
        assumes size >= 22 + 2 * strlen(client_session_id);
        assigns buffer[0 .. 21 + 2 * strlen(client_session_id)];
        ensures \result == SKILLCALL_OK;
        ensures holds_key(buffer);
        ensures base16(buffer + 8, client_session_id, \old(strlen(client_session_id)));
        ensures same(buffer + 8 + 2 * \old(strlen(client_session_id)), &suffix[0], 14);
    complete behaviors;
    disjoint behaviors;
*/
int32_t skillcall_uui_encode(const char *client_session_id, char *buffer, size_t size,
                             skillcall_error *error)
{
    if (!client_session_id || !buffer)
        return skillcall__fail_null(error, buffer ? "client_session_id" : "buffer");
    size_t length = strlen(client_session_id);
    if (length < 1 || length > ID_MAX || !skillcall__is_printable_ascii(client_session_id, length))
        return skillcall__fail(error, SKILLCALL_E_ARGUMENT,
                               "a client session id has 1 to %d printable ASCII characters",
                               ID_MAX);
    size_t needed = 2 * (KEY_LENGTH + length) + sizeof suffix;
    if (size < needed)
        return skillcall__fail(error, SKILLCALL_E_TOO_LARGE,
                               "the header value needs a buffer of %zu bytes, this one has %zu",
                               needed, size);
    write_value(client_session_id, length, buffer);
    return SKILLCALL_OK;
}

skillcall_uui_decoder *skillcall_uui_decoder_new(const skillcall_allocator *allocator,
                                                 skillcall_error *error)
{
    return skillcall__make_object(allocator, sizeof(skillcall_uui_decoder), error);
}

void skillcall_uui_decoder_free(skillcall_uui_decoder *decoder)
{
    if (!decoder)
        return;
    skillcall_allocator allocator = decoder->allocator;
    skillcall__deallocate(&allocator, decoder);
}

/* Decodes base16 and stores what fits. Returns the number of octets. */
static size_t decode(skillcall__slice data, char *octets, size_t room, struct fault *fault)
{
    size_t digits = 0;
    for (size_t i = 0; i < data.size; i++) {
        if (data.data[i] == '\\') /* in quotes: the next character stands for itself */
            i++;
        int value = skillcall__hex_value(data.data[i]);
        if (value < 0) {
            *fault = (struct fault){data.data + i, "this is not a hexadecimal digit"};
            return 0;
        }
        size_t place = digits++ / 2;
        if (place < room)
            octets[place] = (char)(digits % 2 ? value << 4 : octets[place] | value);
    }
    if (digits % 2)
        *fault = (struct fault){data.data, "the number of hexadecimal digits is odd"};
    return digits / 2;
}

/* How many octets precede the id; 0 if this is not a client session id. Gateways may have added a
   protocol discriminator, or taken the first octet for one. */
static size_t count_skipped(const char octets[DECODED_MAX])
{
    if (memcmp(octets, key, 4) == 0)
        return 4;
    if (memcmp(octets, key + 1, 3) == 0)
        return 3;
    bool is_discriminator = octets[0] == 0x00 || octets[0] == 0x04;
    return is_discriminator && memcmp(octets + 1, key, 4) == 0 ? 5 : 0;
}

/* Finds the client session id in one value. False if the value has another purpose, or is
   malformed: then there is a fault. */
static bool read_id(const skillcall__uui_value *value, char *id, struct fault *fault)
{
    if ((value->purpose.data && !skillcall__slice_is(value->purpose, "isdn-uui")) ||
        (value->encoding.data && !skillcall__slice_is(value->encoding, "hex")))
        return false;
    char octets[DECODED_MAX] = {0};
    size_t size = decode(value->data, octets, sizeof octets, fault);
    if (fault->at)
        return false;
    size_t skipped = count_skipped(octets);
    if (!skipped)
        return false;
    size_t length = size - skipped;
    if (length < 1 || length > ID_MAX || !skillcall__is_printable_ascii(octets + skipped, length)) {
        *fault = (struct fault){value->data.data, "the client session id that starts here does not "
                                                  "have 1 to 100 printable ASCII characters"};
        return false;
    }
    memcpy(id, octets + skipped, length);
    id[length] = '\0';
    return true;
}

static void keep_id(struct ids *ids, const char *id)
{
    if (!ids->first[0])
        memcpy(ids->first, id, strlen(id) + 1);
    else if (strcmp(ids->first, id) != 0)
        ids->is_contradictory = true;
}

/* Whether "si=" in base16 occurs anywhere: a laxer reader may find an id there. */
static bool may_hold_id(const char *data, size_t size)
{
    static const char digits[] = "73693d";
    size_t length = sizeof digits - 1;
    for (size_t start = 0; start + length <= size; start++)
        if (skillcall__same_letters(data + start, digits, length))
            return true;
    return false;
}

/* Reads all values of a field. A malformed value is a fault if it may hold an id, or
   if no other value of the field does. */
static struct fault read_field(skillcall__uui_reader *reader, struct ids *ids)
{
    skillcall__uui_value value;
    struct fault first = {0};
    bool is_doubtful = false;
    while (skillcall__uui_next(reader, &value)) {
        char id[ID_MAX + 1];
        struct fault fault = {0};
        if (read_id(&value, id, &fault))
            keep_id(ids, id);
        else if (fault.at) {
            first = first.at ? first : fault;
            is_doubtful |= may_hold_id(value.data.data, value.data.size);
        }
    }
    if (reader->fault)
        return (struct fault){reader->at, reader->fault};
    if (ids->first[0] && !is_doubtful)
        return (struct fault){0};
    return first;
}

/* Keeps the first failure until the id is read. */
static int32_t fail(skillcall_uui_decoder *decoder, skillcall_error *error, int32_t status,
                    const char *message)
{
    if (!decoder->failure) {
        decoder->failure = status;
        snprintf(decoder->message, sizeof decoder->message, "%s", message);
    }
    return skillcall__fail(error, status, "%s", message);
}

int32_t skillcall_uui_decoder_add(skillcall_uui_decoder *decoder, const char *value, size_t size,
                                  skillcall_error *error)
{
    if (!decoder)
        return skillcall__fail_null(error, "decoder");
    if (!value)
        return skillcall__fail_null(error, "value");
    char message[160];
    if (size > SKILLCALL_UUI_VALUE_MAX) {
        snprintf(message, sizeof message,
                 "the User-to-User header has %zu bytes; at most %d are read", size,
                 SKILLCALL_UUI_VALUE_MAX);
        decoder->is_doubtful |= may_hold_id(value, size);
        return fail(decoder, error, SKILLCALL_E_TOO_LARGE, message);
    }
    skillcall__uui_reader reader;
    struct ids ids = {0};
    skillcall__uui_open(&reader, value, size);
    struct fault fault = read_field(&reader, &ids);
    if (fault.at) {
        snprintf(message, sizeof message, "the User-to-User header is malformed at octet %zu: %s",
                 (size_t)(fault.at - value) + 1, fault.text);
        decoder->is_doubtful |= may_hold_id(value, size);
        return fail(decoder, error, SKILLCALL_E_MALFORMED, message);
    }
    if (ids.first[0])
        keep_id(&decoder->ids, ids.first);
    decoder->ids.is_contradictory |= ids.is_contradictory;
    return SKILLCALL_OK;
}

const char *skillcall_uui_decoder_client_session_id(const skillcall_uui_decoder *decoder,
                                                    skillcall_error *error)
{
    if (!decoder) {
        skillcall__fail_null(error, "decoder");
        return NULL;
    }
    if (decoder->ids.is_contradictory)
        skillcall__fail(error, SKILLCALL_E_MALFORMED,
                        "the User-to-User headers hold two different client session ids");
    else if (decoder->ids.first[0] && !decoder->is_doubtful)
        return decoder->ids.first;
    else if (decoder->failure)
        skillcall__fail(error, decoder->failure, "%s", decoder->message);
    else
        skillcall__fail(error, SKILLCALL_E_ABSENT,
                        "there is no client session id: no User-to-User header holds \"csi=\"");
    return NULL;
}
