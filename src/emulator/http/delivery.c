/* Sends answers, whole or broken on purpose. */
#include "base/die.h"
#include "http/transaction.h"

#include <string.h>
#include <sys/socket.h>

#define STALL_MS 60000

/* Linux answers this kind of disconnecting with a TCP reset. */
static void reset_connection(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    const struct sockaddr nowhere = {.sa_family = AF_UNSPEC};
    (void)connect(info->connect_fd, &nowhere, sizeof nowhere);
}

/* Gives half of the body, then ends in silence or at once. */
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
        pauses_add(transaction->pauses, transaction, STALL_MS);
        return 0;
    }
    return MHD_CONTENT_READER_END_WITH_ERROR;
}

static struct MHD_Response *new_response(struct transaction *transaction)
{
    struct reply *reply = &transaction->reply;
    if (reply->delivery == DELIVER_WHOLE)
        return MHD_create_response_from_buffer(reply->body_size, reply->body ? reply->body : "",
                                               MHD_RESPMEM_PERSISTENT);
    return MHD_create_response_from_callback(reply->body_size, 1024, read_half, transaction, NULL);
}

static void add_headers(struct MHD_Response *response, const struct reply *reply)
{
    const struct {
        const char *name;
        const char *value;
    } headers[] = {
        {"Content-Type", reply->body ? reply->content_type : NULL},
        {"x-amzn-RequestId", reply->request_id},
        {"Retry-After", reply->retry_after[0] ? reply->retry_after : NULL},
        {"WWW-Authenticate", reply->status == 401 ? "Bearer" : NULL},
        {"Allow", reply->allow},
        {"Location", reply->location},
    };
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        if (headers[i].value)
            MHD_add_response_header(response, headers[i].name, headers[i].value);
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
