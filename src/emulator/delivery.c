/* Sends answers, whole or broken on purpose. */
#include "die.h"
#include "exchange.h"

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
    struct exchange *exchange = context;
    size_t half = exchange->answer.body_size / 2;
    if (position < half) {
        size_t rest = half - (size_t)position;
        size_t count = rest < size ? rest : size;
        memcpy(buffer, exchange->answer.body + position, count);
        return (ssize_t)count;
    }
    if (exchange->answer.delivery == DELIVER_STALLED && !exchange->stalled) {
        exchange->stalled = true;
        pauses_add(exchange->pauses, exchange, STALL_MS);
        return 0;
    }
    return MHD_CONTENT_READER_END_WITH_ERROR;
}

static struct MHD_Response *new_response(struct exchange *exchange)
{
    struct answer *answer = &exchange->answer;
    if (answer->delivery == DELIVER_WHOLE)
        return MHD_create_response_from_buffer(answer->body_size, answer->body ? answer->body : "",
                                               MHD_RESPMEM_PERSISTENT);
    return MHD_create_response_from_callback(answer->body_size, 1024, read_half, exchange, NULL);
}

static void add_headers(struct MHD_Response *response, const struct answer *answer)
{
    const struct {
        const char *name;
        const char *value;
    } headers[] = {
        {"Content-Type", answer->body ? answer->content_type : NULL},
        {"x-amzn-RequestId", answer->request_id},
        {"Retry-After", answer->retry_after[0] ? answer->retry_after : NULL},
        {"WWW-Authenticate", answer->status == 401 ? "Bearer" : NULL},
        {"Allow", answer->allow},
        {"Location", answer->location},
    };
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        if (headers[i].value)
            MHD_add_response_header(response, headers[i].name, headers[i].value);
}

enum MHD_Result deliver(struct exchange *exchange)
{
    const struct answer *answer = &exchange->answer;
    if (answer->delivery == DELIVER_RESET)
        reset_connection(exchange->request.connection);
    if (answer->delivery == DELIVER_RESET || answer->delivery == DELIVER_CLOSE)
        return MHD_NO;

    struct MHD_Response *response = must(new_response(exchange));
    add_headers(response, answer);
    enum MHD_Result queued =
        MHD_queue_response(exchange->request.connection, (unsigned)answer->status, response);
    MHD_destroy_response(response);
    return queued;
}
