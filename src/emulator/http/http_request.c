/* SPDX-License-Identifier: Apache-2.0 */
#include "http/http_request.h"

#include "base/die.h"
#include "base/foreign_json.h"
#include "base/secrets.h"
#include "base/texts.h"

#include <microhttpd.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

void request_append(struct request *request, const char *piece, size_t size)
{
    if (request->body_size + size <= REQUEST_BODY_MAX) {
        request->body = must(realloc(request->body, request->body_size + size + 1));
        memcpy(request->body + request->body_size, piece, size);
        request->body[request->body_size + size] = '\0';
    }
    request->body_size += size;
}

/* Adds a value to an object; a repeated name gets an array of its values. */
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

static enum MHD_Result add_header(void *headers, enum MHD_ValueKind kind, const char *name,
                                  const char *value)
{
    (void)kind;
    add_value(headers, name, text_to_json(masked_header(name, value ? value : "")));
    return MHD_YES;
}

void request_complete(struct request *request)
{
    request->query = must(json_object());
    request->headers = must(json_object());
    MHD_get_connection_values(request->connection, MHD_GET_ARGUMENT_KIND, add_argument,
                              request->query);
    MHD_get_connection_values(request->connection, MHD_HEADER_KIND, add_header, request->headers);
    if (request->body_size > 0 && request->body_size <= REQUEST_BODY_MAX)
        request->document = read_foreign_json(request->body, request->body_size,
                                              JSON_REJECT_DUPLICATES, &request->no_json);
}

void request_clear(struct request *request)
{
    json_decref(request->query);
    json_decref(request->headers);
    json_decref(request->document);
    free(request->body);
}

/* A socket for IPv6 shows IPv4 addresses as mapped ones. */
void request_own_address(const struct request *request, char *address, size_t size)
{
    static const char mapped[] = "::ffff:";
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct sockaddr_storage own = {0};
    socklen_t length = sizeof own;
    *address = '\0';
    if (getsockname(info->connect_fd, (struct sockaddr *)&own, &length) != 0 ||
        getnameinfo((struct sockaddr *)&own, length, address, (socklen_t)size, NULL, 0,
                    NI_NUMERICHOST) != 0)
        *address = '\0';
    if (strncmp(address, mapped, strlen(mapped)) == 0)
        memmove(address, address + strlen(mapped), strlen(address + strlen(mapped)) + 1);
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

static struct header_search search_header(const struct request *request, const char *name)
{
    struct header_search search = {.name = name};
    MHD_get_connection_values(request->connection, MHD_HEADER_KIND, match_header, &search);
    return search;
}

bool request_has_header(const struct request *request, const char *name)
{
    return search_header(request, name).count > 0;
}

const char *request_header(const struct request *request, const char *name)
{
    struct header_search search = search_header(request, name);
    return search.count == 1 ? search.value : NULL;
}

const char *request_client_session_id(const struct request *request)
{
    return json_string_value(
        json_object_get(json_object_get(request->document, "clientContext"), "clientSessionId"));
}
