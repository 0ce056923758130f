/* SPDX-License-Identifier: Apache-2.0 */
/* For lists and heaps whose links live inside their elements. */
#ifndef SKILLCALL_BASE_ELEMENT_H
#define SKILLCALL_BASE_ELEMENT_H

#include <stddef.h>

/* The element of the given type whose member is the link. */
#define SKILLCALL__ELEMENT(link, type, member)                                                     \
    ((type *)(void *)((char *)(link)-offsetof(type, member)))

#endif
