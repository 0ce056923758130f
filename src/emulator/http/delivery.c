/* SPDX-License-Identifier: Apache-2.0 */
/* Sends answers, whole or broken on purpose. */
#include "base/die.h"
#include "http/pauses.h"
#include "http/transaction.h"

#include <string.h>
#include <sys/socket.h>

#define STALL_MS 60000
#define SIGN_OF_LIFE_MS 15000
#define STREAM_REST_MS 20
#define STREAM_PIECE (64 * 1024)

/* Linux answers this kind of disconnecting with a TCP reset. */
static void reset_connection(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    const struct sockaddr nowhere = {.sa_family = AF_UNSPEC};
    (void)connect(info->connect_fd, &nowhere, sizeof nowhere);
}

/* Sends half of the body, then stays silent or ends at once. */
static ssize_t read_half(void *context, uint64_t position, char *buffer, size_t size)
{
    struct transaction *transaction = context;
    size_t half = transaction->reply.body_size / 2;
    if (position < half) {
        size_t rest = half - (size_t)position;
        size_t count = rest < size ? rest : size;
        memcpy(buffer, transaction->reply.body + position, count);
        return (ssize_t)count;
    }
    if (transaction->reply.delivery == DELIVER_STALLED && !transaction->stalled) {
        transaction->stalled = true;
        pauses_add(transaction->pauses, transaction, STALL_MS, STALL_MS);
        return 0;
    }
    return MHD_CONTENT_READER_END_WITH_ERROR;
}

/* Sends what there is. If there is nothing, the connection pauses until there is more, or until it
 * is time for a sign of life, which also shows whether the client is still there. Changes in quick
 * succession are sent together, so many readers do not slow the service. */
static ssize_t read_stream(void *context, uint64_t position, char *buffer, size_t size)
{
    struct transaction *transaction = context;
    const struct later *later = &transaction->reply.later;
    (void)position;
    if (transaction->pauses->stopping)
        return MHD_CONTENT_READER_END_OF_STREAM;
    size_t count = later->read(later->context, buffer, size);
    if (count == 0 && transaction->rested) {
        static const char sign_of_life[] = ":\n\n";
        count = strlen(sign_of_life);
        memcpy(buffer, sign_of_life, count);
    }
    transaction->rested = count == 0;
    if (transaction->rested)
        pauses_add(transaction->pauses, transaction, STREAM_REST_MS, SIGN_OF_LIFE_MS);
    return (ssize_t)count;
}

static struct MHD_Response *new_response(struct transaction *transaction)
{
    struct reply *reply = &transaction->reply;
    if (reply->delivery == DELIVER_STREAM)
        return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_PIECE, read_stream,
                                                 transaction, NULL);
    if (reply->delivery == DELIVER_WHOLE)
        return MHD_create_response_from_buffer(reply->body_size, reply->body ? reply->body : "",
                                               MHD_RESPMEM_PERSISTENT);
    return MHD_create_response_from_callback(reply->body_size, 1024, read_half, transaction, NULL);
}

static void add_headers(struct MHD_Response *response, const struct reply *reply)
{
    if (reply->content_type)
        MHD_add_response_header(response, "Content-Type", reply->content_type);
    for (size_t i = 0; i < reply->header_count; i++)
        MHD_add_response_header(response, reply->headers[i].name, reply->headers[i].value);
}

enum MHD_Result deliver(struct transaction *transaction)
{
    const struct reply *reply = &transaction->reply;
    if (reply->delivery == DELIVER_RESET)
        reset_connection(transaction->request.connection);
    if (reply->delivery == DELIVER_RESET || reply->delivery == DELIVER_CLOSE)
        return MHD_NO;

    struct MHD_Response *response = must(new_response(transaction));
    add_headers(response, reply);
    enum MHD_Result queued =
        MHD_queue_response(transaction->request.connection, (unsigned)reply->status, response);
    MHD_destroy_response(response);
    return queued;
}
