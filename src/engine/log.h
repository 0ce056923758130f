/* The log: method, path, status, timings and ids; nothing else. Called without the lock. */
#ifndef SKILLCALL_ENGINE_LOG_H
#define SKILLCALL_ENGINE_LOG_H

#include "engine/call.h"

/* One attempt was answered; pause_ms is -1 when it will not be repeated. */
void skillcall__log_attempt(const skillcall_call *call, int64_t pause_ms);

/* The call has ended. */
void skillcall__log_end(const skillcall_call *call);

#endif
