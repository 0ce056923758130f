#include "http/http_request.h"

#include "base/die.h"
#include "base/texts.h"

#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void request_append(struct request *request, const char *piece, size_t size)
{
    if (request->body_size + size <= REQUEST_BODY_MAX) {
        request->body = must(realloc(request->body, request->body_size + size + 1));
        memcpy(request->body + request->body_size, piece, size);
        request->body[request->body_size + size] = '\0';
    }
    request->body_size += size;
}

/* Adds a value to an object; a name that comes again gets an array of its values. */
static void add_value(json_t *object, const char *name, json_t *value)
{
    json_t *key = text_to_json(name);
    json_t *present = json_object_get(object, json_string_value(key));
    if (!present) {
        json_object_set_new(object, json_string_value(key), value);
    } else if (json_is_array(present)) {
        json_array_append_new(present, value);
    } else {
        json_t *both = must(json_pack("[O,o]", present, value));
        json_object_set_new(object, json_string_value(key), both);
    }
    json_decref(key);
}

static enum MHD_Result add_argument(void *query, enum MHD_ValueKind kind, const char *name,
                                    const char *value)
{
    (void)kind;
    add_value(query, name, text_to_json(value ? value : ""));
    return MHD_YES;
}

static bool is_secret(const char *header)
{
    return strcasecmp(header, "Authorization") == 0 ||
           strcasecmp(header, "Proxy-Authorization") == 0 || strcasecmp(header, "Cookie") == 0;
}

static enum MHD_Result add_header(void *headers, enum MHD_ValueKind kind, const char *name,
                                  const char *value)
{
    (void)kind;
    const char *shown = value ? value : "";
    if (is_secret(name))
        shown = strncasecmp(shown, "Bearer ", 7) == 0 ? "Bearer ***" : "***";
    add_value(headers, name, text_to_json(shown));
    return MHD_YES;
}

/* jansson passes over a NUL behind a word or a number. */
static void read_document(struct request *request)
{
    if (memchr(request->body, '\0', request->body_size))
        strcpy(request->no_json.text, "it has a NUL byte in it");
    else
        request->document = json_loadb(request->body, request->body_size,
                                       JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &request->no_json);
}

void request_complete(struct request *request)
{
    request->query = must(json_object());
    request->headers = must(json_object());
    MHD_get_connection_values(request->connection, MHD_GET_ARGUMENT_KIND, add_argument,
                              request->query);
    MHD_get_connection_values(request->connection, MHD_HEADER_KIND, add_header, request->headers);
    if (request->body_size > 0 && request->body_size <= REQUEST_BODY_MAX)
        read_document(request);
}

void request_clear(struct request *request)
{
    json_decref(request->query);
    json_decref(request->headers);
    json_decref(request->document);
    free(request->body);
}

struct header_search {
    const char *name;
    const char *value;
    size_t count;
};

static enum MHD_Result match_header(void *context, enum MHD_ValueKind kind, const char *name,
                                    const char *value)
{
    (void)kind;
    struct header_search *search = context;
    if (strcasecmp(name, search->name) == 0) {
        search->value = value ? value : "";
        search->count++;
    }
    return MHD_YES;
}

const char *request_header(const struct request *request, const char *name)
{
    struct header_search search = {.name = name};
    MHD_get_connection_values(request->connection, MHD_HEADER_KIND, match_header, &search);
    return search.count == 1 ? search.value : NULL;
}

const char *request_client_session_id(const struct request *request)
{
    return json_string_value(
        json_object_get(json_object_get(request->document, "clientContext"), "clientSessionId"));
}
