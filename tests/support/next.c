/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* RTLD_NEXT */

#include "support/next.h"

#include <dlfcn.h>
#include <stdlib.h>

any_function next_function(const char *name)
{
    any_function found;
    *(void **)&found = dlsym(RTLD_NEXT, name);
    if (!found)
        abort();
    return found;
}
