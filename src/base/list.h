/* SPDX-License-Identifier: Apache-2.0 */
/* Doubly linked lists whose links live inside their elements. */
#ifndef SKILLCALL_BASE_LIST_H
#define SKILLCALL_BASE_LIST_H

#include "base/element.h"

#include <stdbool.h>

typedef struct skillcall__link {
    struct skillcall__link *previous;
    struct skillcall__link *next;
} skillcall__link;

/* Makes a list's head, or an element that is in no list. */
void skillcall__list_init(skillcall__link *link);
bool skillcall__list_is_empty(const skillcall__link *head);
void skillcall__list_insert_before(skillcall__link *place, skillcall__link *link);
void skillcall__list_append(skillcall__link *head, skillcall__link *link);

/* Does nothing to an element that is in no list. */
void skillcall__list_remove(skillcall__link *link);

/* Takes the first element's link; NULL if there is none. */
skillcall__link *skillcall__list_take(skillcall__link *head);

#endif
