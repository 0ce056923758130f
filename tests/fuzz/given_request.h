/* SPDX-License-Identifier: Apache-2.0 */
/* Requests as libmicrohttpd gives them to the emulator: what the emulator asks it about a
   connection is answered from an input. A request is a line "METHOD PATH?NAME=VALUE&...", headers,
   an empty line and the body, up to a line "===". */
#ifndef TESTS_FUZZ_GIVEN_REQUEST_H
#define TESTS_FUZZ_GIVEN_REQUEST_H

#include "fuzz.h"
#include "http/http_request.h"

#include <microhttpd.h>
#include <netinet/in.h>
#include <sys/socket.h>

enum { FIELDS_MAX = 64 };

struct field {
    char *name;
    const char *value; /* behind the name; NULL for none */
};

struct MHD_Connection {
    char *lines[FIELDS_MAX]; /* what the fields are parts of */
    size_t line_count;
    struct field headers[FIELDS_MAX], arguments[FIELDS_MAX];
    size_t header_count, argument_count;
};

/* A socket that is bound to 127.0.0.1. */
static inline int own_socket(void)
{
    static int fd = -1;
    if (fd < 0) {
        const struct sockaddr_in own = {.sin_family = AF_INET,
                                        .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        fd = socket(AF_INET, SOCK_DGRAM, 0);
        REQUIRE(fd >= 0 && bind(fd, (const struct sockaddr *)&own, sizeof own) == 0);
    }
    return fd;
}

const union MHD_ConnectionInfo *MHD_get_connection_info(struct MHD_Connection *connection,
                                                        enum MHD_ConnectionInfoType type, ...)
{
    static union MHD_ConnectionInfo info;
    REQUIRE(type == MHD_CONNECTION_INFO_CONNECTION_FD);
    info.connect_fd = own_socket();
    return &info;
}

int MHD_get_connection_values(struct MHD_Connection *connection, enum MHD_ValueKind kind,
                              MHD_KeyValueIterator take, void *context)
{
    int is_header = kind == MHD_HEADER_KIND;
    const struct field *fields = is_header ? connection->headers : connection->arguments;
    size_t count = is_header ? connection->header_count : connection->argument_count;
    for (size_t i = 0; i < count; i++)
        take(context, kind, fields[i].name, fields[i].value);
    return (int)count;
}

static inline void add_field(struct field *fields, size_t *count, char *text, char separator)
{
    char *value = strchr(text, separator);
    if (*count == FIELDS_MAX)
        return;
    if (value)
        *value++ = '\0';
    fields[(*count)++] = (struct field){text, value};
}

static inline char *keep_line(struct MHD_Connection *connection, const uint8_t **data, size_t *size)
{
    char *line = next_line(data, size);
    connection->lines[connection->line_count++] = line;
    return line;
}

static inline void read_headers(struct MHD_Connection *connection, const uint8_t **data,
                                size_t *size)
{
    while (*size && connection->line_count < FIELDS_MAX) {
        char *line = keep_line(connection, data, size);
        if (!*line)
            return;
        add_field(connection->headers, &connection->header_count, line, ':');
        struct field *last = &connection->headers[connection->header_count - 1];
        if (last->value)
            last->value += strspn(last->value, " ");
    }
}

static inline void read_first(struct MHD_Connection *connection, struct request *request,
                              const uint8_t **data, size_t *size)
{
    char *rest = keep_line(connection, data, size);
    request->method = strsep(&rest, " ");
    char *path = rest ? rest : (char *)"/";
    rest = strchr(path, '?');
    if (rest)
        *rest++ = '\0';
    request->path = path;
    for (char *argument; (argument = strsep(&rest, "&"));)
        add_field(connection->arguments, &connection->argument_count, argument, '=');
}

/* Takes a request off an input, in pieces like those that libmicrohttpd gives. */
static inline void read_request(struct MHD_Connection *connection, struct request *request,
                                const uint8_t **data, size_t *size)
{
    *connection = (struct MHD_Connection){0};
    *request = (struct request){.connection = connection, .connection_number = 1};
    read_first(connection, request, data, size);
    read_headers(connection, data, size);
    size_t length, piece = 100;
    const uint8_t *body = next_part(data, size, &length);
    for (size_t taken = 0; taken < length; taken += piece)
        request_append(request, (const char *)body + taken,
                       length - taken < piece ? length - taken : piece);
    request_complete(request);
}

static inline void clear_request(struct MHD_Connection *connection, struct request *request)
{
    request_clear(request);
    for (size_t i = 0; i < connection->line_count; i++)
        free(connection->lines[i]);
}

/* The value of a header that is there so often; the last one's, "" for none. */
static inline const char *header_of(const struct MHD_Connection *connection, const char *name,
                                    size_t *count)
{
    const char *value = "";
    *count = 0;
    for (size_t i = 0; i < connection->header_count; i++) {
        if (strcasecmp(connection->headers[i].name, name) == 0) {
            value = connection->headers[i].value ? connection->headers[i].value : "";
            ++*count;
        }
    }
    return value;
}

#endif
