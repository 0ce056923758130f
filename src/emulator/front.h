/* Where every request arrives. */
#ifndef EMULATOR_FRONT_H
#define EMULATOR_FRONT_H

#include "api/service.h"

struct front {
    const struct settings *settings;
    struct service *service;
};

/* Answers a request. */
void front_answer(void *front, const struct request *request, struct reply *reply);

#endif
