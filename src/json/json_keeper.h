/* SPDX-License-Identifier: Apache-2.0 */
/* Objects that are made from a document and lend its texts. */
#ifndef SKILLCALL_JSON_JSON_KEEPER_H
#define SKILLCALL_JSON_JSON_KEEPER_H

#include "json/json.h"

/* The first member of such an object. */
struct skillcall__json_keeper {
    skillcall_allocator allocator;
    skillcall__json_document document;
};

/* Makes an object of this size, all zero except its keeper, whose document has these settings and
   is parsed. NULL with the failure in the settings' error. */
void *skillcall__json_keeper_new(const skillcall_allocator *allocator, size_t object_size,
                                 const skillcall__json_document *settings, const char *json,
                                 size_t size);

/* Frees the document and the object; not NULL. */
void skillcall__json_keeper_free(struct skillcall__json_keeper *keeper);

#endif
