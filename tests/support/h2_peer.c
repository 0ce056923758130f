/* SPDX-License-Identifier: Apache-2.0 */
#include "support/h2_peer.h"

static bool h2_read_frame(const struct h2_wire *wire, struct h2_frame *frame)
{
    uint8_t head[H2_HEAD_SIZE];
    if (!wire->read(wire->context, head, sizeof head))
        return false;
    frame->size = (size_t)head[0] << 16 | (size_t)head[1] << 8 | head[2];
    frame->type = head[3];
    frame->flags = head[4];
    frame->stream = (uint32_t)(head[5] & 0x7F) << 24 | (uint32_t)head[6] << 16 |
                    (uint32_t)head[7] << 8 | head[8];
    if (frame->size > H2_FRAME_MAX)
        return false;
    frame->payload[frame->size] = '\0';
    return wire->read(wire->context, frame->payload, frame->size);
}

static void h2_write_frame(const struct h2_wire *wire, uint8_t type, uint8_t flags, uint32_t stream,
                           const void *payload, size_t size)
{
    const uint8_t head[H2_HEAD_SIZE] = {(uint8_t)(size >> 16),
                                        (uint8_t)(size >> 8),
                                        (uint8_t)size,
                                        type,
                                        flags,
                                        (uint8_t)(stream >> 24),
                                        (uint8_t)(stream >> 16),
                                        (uint8_t)(stream >> 8),
                                        (uint8_t)stream};
    wire->write(wire->context, head, sizeof head);
    if (size)
        wire->write(wire->context, payload, size);
}

static char *h2_put_text(char *to, const char *text, size_t size)
{
    *to++ = (char)size; /* below 127 */
    for (size_t i = 0; i < size; i++)
        *to++ = (char)tolower((unsigned char)text[i]);
    return to;
}

/* Sends an answer that is written as one of HTTP/1.1. */
static void h2_answer(const struct h2_wire *wire, uint32_t stream, const char *answer)
{
    char block[512] = "\x08"; /* a literal value for the name :status */
    char *to = h2_put_text(block + 1, answer + strlen("HTTP/1.1 "), 3);
    const char *line = strstr(answer, "\r\n") + 2;
    for (; *line != '\r'; line = strstr(line, "\r\n") + 2) {
        size_t name = strcspn(line, ":"), size = strcspn(line, "\r");
        *to++ = '\0'; /* a literal name, too */
        to = h2_put_text(to, line, name);
        to = h2_put_text(to, line + name + 2, size - name - 2);
    }
    h2_write_frame(wire, H2_HEADERS, H2_END_HEADERS, stream, block, (size_t)(to - block));
    h2_write_frame(wire, H2_DATA, H2_END_STREAM, stream, line + 2, strlen(line + 2));
}

void h2_serve(const struct h2_wire *wire, const char *(*reply)(const char *head, const char *body))
{
    static _Thread_local struct h2_frame frame;
    char preface[H2_PREFACE_SIZE];
    if (!wire->read(wire->context, preface, sizeof preface))
        return;
    h2_write_frame(wire, H2_SETTINGS, 0, 0, NULL, 0);
    while (h2_read_frame(wire, &frame)) {
        bool is_answer = frame.flags & H2_ACK;
        if (frame.type == H2_SETTINGS && !is_answer)
            h2_write_frame(wire, H2_SETTINGS, H2_ACK, 0, NULL, 0);
        else if (frame.type == H2_PING && !is_answer)
            h2_write_frame(wire, H2_PING, H2_ACK, 0, frame.payload, frame.size);
        else if (frame.type == H2_DATA && (frame.flags & H2_END_STREAM)) {
            const char *answer = reply(NULL, frame.payload);
            if (answer && !answer[0])
                h2_write_frame(wire, H2_RST_STREAM, 0, frame.stream, "\0\0\0\x07", 4);
            else if (answer)
                h2_answer(wire, frame.stream, answer);
        }
    }
}
