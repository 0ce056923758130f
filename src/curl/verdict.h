/* SPDX-License-Identifier: Apache-2.0 */
/* What libcurl's result means for the request that a transfer carried. */
#ifndef SKILLCALL_CURL_VERDICT_H
#define SKILLCALL_CURL_VERDICT_H

#include "curl/transfer.h"

/* Whether any of the request may have left this machine. */
bool skillcall__may_have_left(const skillcall__transfer *transfer, CURLcode result);

/* The status of a transfer that failed. */
int32_t skillcall__end_status(const skillcall__transfer *transfer, CURLcode result);

/* Why it failed, for people. The text may be in the transfer, and is valid as long as that. */
const char *skillcall__end_text(skillcall__transfer *transfer, CURLcode result);

/* What the system refused, and why: an errno. The text is in the transfer. */
const char *skillcall__refusal_text(skillcall__transfer *transfer, const char *what, int why);

#endif
