/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/receipt.h"

void skillcall_receipt_free(skillcall_receipt *receipt)
{
    if (!receipt)
        return;
    skillcall_allocator allocator = receipt->allocator;
    skillcall__deallocate(&allocator, receipt);
}

const char *skillcall_receipt_session_id(const skillcall_receipt *receipt)
{
    return receipt && receipt->session_id[0] ? receipt->session_id : NULL;
}

const char *skillcall_receipt_client_session_id(const skillcall_receipt *receipt)
{
    return receipt && receipt->client_session_id[0] ? receipt->client_session_id : NULL;
}

const char *skillcall_receipt_request_id(const skillcall_receipt *receipt)
{
    return receipt && receipt->request_id[0] ? receipt->request_id : NULL;
}

int32_t skillcall_receipt_attempts(const skillcall_receipt *receipt)
{
    return receipt ? receipt->attempts : 0;
}

int64_t skillcall_receipt_elapsed_ms(const skillcall_receipt *receipt)
{
    return receipt ? receipt->elapsed_ms : 0;
}
