/* SPDX-License-Identifier: Apache-2.0 */
/* libcurl's sockets raise no SIGPIPE here: it sets SO_NOSIGPIPE on them. */
#include "curl/sigpipe.h"

void skillcall__sigpipe_block(skillcall__sigpipe *guard)
{
    (void)guard;
}

void skillcall__sigpipe_restore(skillcall__sigpipe *guard)
{
    (void)guard;
}
