#include "sip/phone.h"

bool phone_do(struct sip *sip, uint64_t number, enum phone_verb verb)
{
    (void)sip;
    (void)number;
    (void)verb;
    return false;
}
