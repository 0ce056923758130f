#include "client/due.h"

static skillcall_call *call_at(skillcall__link *link)
{
    return SKILLCALL__ELEMENT(link, skillcall_call, by_due);
}

void skillcall__set_due(skillcall_client *client, skillcall_call *call, int64_t due_ms)
{
    skillcall__list_remove(&call->by_due);
    call->due_ms = due_ms;
    skillcall__link *place = &client->in_flight; /* most calls belong at its end */
    while (place->previous != &client->in_flight && call_at(place->previous)->due_ms > due_ms)
        place = place->previous;
    skillcall__list_insert_before(place, &call->by_due);
}

skillcall_call *skillcall__next_due(const skillcall_client *client)
{
    return skillcall__list_is_empty(&client->in_flight) ? NULL : call_at(client->in_flight.next);
}

int64_t skillcall__until_due(const skillcall_client *client)
{
    const skillcall_call *call = skillcall__next_due(client);
    if (!call)
        return -1;
    int64_t left = call->due_ms - skillcall__client_now(client);
    return left > 0 ? left : 0;
}
