/* The engine: moves calls forward. All functions are called by the driver with the client's lock
   held, but for the one that says otherwise. */
#ifndef SKILLCALL_ENGINE_ENGINE_H
#define SKILLCALL_ENGINE_ENGINE_H

#include "engine/call.h"

/* Does all that can be done without waiting. */
void skillcall__engine_work(skillcall_client *client);

/* Waits in the transport until something can be done, at most so long (-1: no limit). If it cannot
   be driven, every call in it ends and the status is SKILLCALL_E_TRANSPORT. */
int32_t skillcall__engine_sleep(skillcall_client *client, int64_t timeout_ms);

/* Ends every call as cancelled. */
void skillcall__engine_stop(skillcall_client *client);

/* What an exchange calls when it is answered, on any thread and without the lock. */
int32_t skillcall__engine_answered(skillcall_exchange *exchange);

#endif
