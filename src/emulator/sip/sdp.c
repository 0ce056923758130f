/* SPDX-License-Identifier: Apache-2.0 */
#include "sip/sdp.h"

#include "base/die.h"

#include <sofia-sip/su_string.h>
#include <stdio.h>
#include <string.h>

#define MEDIA_MAX 16
#define LINE_MAX_SIZE 256

/* All but the media. */
static char *session(su_home_t *home, const char *own_host)
{
    const char *version = *own_host == '[' ? "IP6" : "IP4";
    size_t brackets = *own_host == '[';
    int length = (int)(strlen(own_host) - 2 * brackets);
    return must(su_sprintf(home,
                           "v=0\r\no=- 1 1 IN %s %.*s\r\ns=-\r\nc=IN %s %.*s\r\nt=0 0\r\n"
                           "a=inactive\r\n",
                           version, length, own_host + brackets, version, length,
                           own_host + brackets));
}

char *sdp_offer(su_home_t *home, const char *own_host)
{
    return must(su_sprintf(home, "%sm=audio 9 RTP/AVP 0 8\r\n", session(home, own_host)));
}

/* An answer has the media of the offer in their order (RFC 3264): audio is accepted as offered,
 * anything else is refused with port 0. */
static char *answer_media(su_home_t *home, char *answer, const char *line)
{
    char media[16];
    char transport[32];
    char formats[LINE_MAX_SIZE];
    if (sscanf(line, "m=%15[a-zA-Z] %*[0-9/] %31[a-zA-Z/] %255[ -~]", media, transport, formats) !=
        3)
        return answer;
    int port = su_casematch(media, "audio") ? 9 : 0;
    return must(su_sprintf(home, "%sm=%s %d %s %s\r\n", answer, media, port, transport, formats));
}

char *sdp_answer(su_home_t *home, const char *own_host, const sip_t *message)
{
    const sip_payload_t *payload = message ? message->sip_payload : NULL;
    if (!payload || payload->pl_len == 0)
        return sdp_offer(home, own_host);
    char *rest = must(su_strndup(home, payload->pl_data, (isize_t)payload->pl_len));
    char *answer = session(home, own_host);
    int media = 0;
    for (char *line; (line = strsep(&rest, "\r\n")) && media < MEDIA_MAX;) {
        if (strncmp(line, "m=", 2) == 0) {
            answer = answer_media(home, answer, line);
            media++;
        }
    }
    return answer;
}
