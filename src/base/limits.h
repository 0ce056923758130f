/* SPDX-License-Identifier: Apache-2.0 */
/* Limits of the contract that more than one module knows. */
#ifndef SKILLCALL_BASE_LIMITS_H
#define SKILLCALL_BASE_LIMITS_H

#define SKILLCALL__CLIENT_SESSION_ID_MAX 100

#endif
