#include "engine/due.h"

void skillcall__set_due(skillcall_client *client, skillcall_call *call, int64_t due_ms)
{
    skillcall__unset_due(client, call);
    skillcall__heap_insert(&client->in_flight, &call->due, due_ms);
}

void skillcall__unset_due(skillcall_client *client, skillcall_call *call)
{
    skillcall__heap_remove(&client->in_flight, &call->due);
}

skillcall_call *skillcall__next_due(const skillcall_client *client)
{
    skillcall__heap_node *node = skillcall__heap_first(&client->in_flight);
    return node ? SKILLCALL__ELEMENT(node, skillcall_call, due) : NULL;
}

int64_t skillcall__until_due(const skillcall_client *client)
{
    const skillcall_call *call = skillcall__next_due(client);
    if (!call)
        return -1;
    int64_t left = call->due.key - skillcall__client_now(client);
    return left > 0 ? left : 0;
}
