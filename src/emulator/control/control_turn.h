/* SPDX-License-Identifier: Apache-2.0 */
/* One request to the emulator's own API on its way to its answer. */
#ifndef EMULATOR_CONTROL_TURN_H
#define EMULATOR_CONTROL_TURN_H

#include "api/service.h"

struct control_turn {
    struct service *service;
    const struct request *request;
    struct reply *reply;
    const char *file;            /* the path behind the prefix */
    const struct record *record; /* which the path names, NULL if it names none */
};

/* Refuses a request with a sentence. */
void control_refuse(struct control_turn *turn, int status, const char *sentence);

/* GET calls: the records that the query asks for, perhaps only later. */
void control_list_calls(struct control_turn *turn);

/* GET events: every change of a record, as server-sent events. */
void control_send_events(struct control_turn *turn);

#endif
