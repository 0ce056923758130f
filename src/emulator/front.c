#include "front.h"

#include "guard.h"

void front_answer(void *context, const struct request *request, struct reply *reply)
{
    const struct front *front = context;
    const char *refusal = guard_refuse(front->settings, request);
    if (refusal)
        reply_error(reply, 403, NULL, refusal);
    else
        service_answer(front->service, request, reply);
}
