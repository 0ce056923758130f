/* SPDX-License-Identifier: Apache-2.0 */
#define __STDC_WANT_LIB_EXT1__ 1 /* memset_s */

#include "base/allocator.h"

#include <string.h>

void skillcall__wipe(void *memory, size_t size)
{
    memset_s(memory, size, 0, size);
}
