/* SPDX-License-Identifier: Apache-2.0 */
#include "base/list.h"

void skillcall__list_init(skillcall__link *link)
{
    link->previous = link;
    link->next = link;
}

bool skillcall__list_is_empty(const skillcall__link *head)
{
    return head->next == head;
}

void skillcall__list_insert_before(skillcall__link *place, skillcall__link *link)
{
    link->previous = place->previous;
    link->next = place;
    place->previous->next = link;
    place->previous = link;
}

void skillcall__list_append(skillcall__link *head, skillcall__link *link)
{
    skillcall__list_insert_before(head, link);
}

void skillcall__list_remove(skillcall__link *link)
{
    link->previous->next = link->next;
    link->next->previous = link->previous;
    skillcall__list_init(link);
}

skillcall__link *skillcall__list_take(skillcall__link *head)
{
    if (skillcall__list_is_empty(head))
        return NULL;
    skillcall__link *link = head->next;
    skillcall__list_remove(link);
    return link;
}
