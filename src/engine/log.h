/* SPDX-License-Identifier: Apache-2.0 */
/* The log, an observer: method, path, status, timings and ids; nothing else. Without the lock. */
#ifndef SKILLCALL_ENGINE_LOG_H
#define SKILLCALL_ENGINE_LOG_H

#include "engine/event.h"
#include "options/options.h"

/* Logs what is to be logged of an event. */
void skillcall__log_event(const skillcall_client_options *options, const skillcall_event *event);

#endif
