/* SPDX-License-Identifier: Apache-2.0 */
/* The end of a transfer: what libcurl's result means for the request that it carried. Each of these
   answers the exchange and unloads it. */
#ifndef SKILLCALL_CURL_VERDICT_H
#define SKILLCALL_CURL_VERDICT_H

#include "curl/transfer.h"

/* With libcurl's result. */
void skillcall__transfer_finish(skillcall__transfer *transfer, CURLcode result);

/* As one whose socket the system does not watch, with the errno. */
void skillcall__transfer_fail_unwatched(skillcall__transfer *transfer, int why);

/* As cancelled. */
void skillcall__transfer_cancel(skillcall__transfer *transfer);

#endif
