/* SPDX-License-Identifier: Apache-2.0 */
/* What the client needs of an access object. */
#ifndef SKILLCALL_ACCESS_ACCESS_H
#define SKILLCALL_ACCESS_ACCESS_H

#include <skillcall/access.h>

/* A secret, borrowed until the access object is freed. */
const char *skillcall__access_token(const skillcall_access *access);

#endif
