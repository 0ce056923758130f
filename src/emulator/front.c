/* SPDX-License-Identifier: Apache-2.0 */
#include "front.h"

#include "control/control.h"
#include "guard.h"

#include <string.h>

void front_answer(void *context, const struct request *request, struct reply *reply)
{
    struct service *service = context;
    const char *refusal = guard_refuse(service->settings, request);
    bool is_control = service->settings->control &&
                      strncmp(request->path, CONTROL_PREFIX, strlen(CONTROL_PREFIX)) == 0;
    if (refusal)
        reply_error(reply, 403, NULL, refusal);
    else if (is_control)
        control_answer(service, request, reply);
    else
        service_answer(service, request, reply);
}
