/* SPDX-License-Identifier: Apache-2.0 */
/* The receipt. It is made before the call is sent, so memory for it cannot run out then. */
#ifndef SKILLCALL_ENGINE_RECEIPT_H
#define SKILLCALL_ENGINE_RECEIPT_H

#include "base/allocator.h"
#include "base/limits.h"

#include <skillcall/receipt.h>

/* The longest session id that counts as one; the service documents no limit. */
enum { SKILLCALL__SESSION_ID_MAX = 512 };

struct skillcall_receipt {
    skillcall_allocator allocator;
    int32_t attempts;
    int64_t elapsed_ms;
    char session_id[SKILLCALL__SESSION_ID_MAX + 1];
    char client_session_id[SKILLCALL__CLIENT_SESSION_ID_MAX + 1];
    char request_id[128];
};

#endif
