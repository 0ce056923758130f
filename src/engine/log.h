/* SPDX-License-Identifier: Apache-2.0 */
/* The log: method, path, status, timings and ids; nothing else. Driver, without the lock. */
#ifndef SKILLCALL_ENGINE_LOG_H
#define SKILLCALL_ENGINE_LOG_H

#include "engine/call.h"

/* Logs an attempt that has ended. */
void skillcall__log_attempt(const skillcall_call *call);

/* Logs a call that has ended. */
void skillcall__log_end(const skillcall_call *call);

#endif
