/* SPDX-License-Identifier: Apache-2.0 */
#define _DEFAULT_SOURCE /* explicit_bzero */

#include "base/allocator.h"

#include <string.h>

void skillcall__wipe(void *memory, size_t size)
{
    explicit_bzero(memory, size);
}
