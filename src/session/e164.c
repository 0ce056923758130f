#include "session/e164.h"

#include "base/ascii.h"

bool skillcall__is_e164(const char *number)
{
    if (number[0] != '+' || number[1] == '0')
        return false;
    size_t digits = 0;
    while (digits <= 15 && skillcall__is_digit(number[1 + digits]))
        digits++;
    return digits >= 2 && digits <= 15 && number[1 + digits] == '\0';
}
