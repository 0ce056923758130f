/* SPDX-License-Identifier: Apache-2.0 */
/* Phone numbers in E.164 form. */
#ifndef SKILLCALL_SESSION_E164_H
#define SKILLCALL_SESSION_E164_H

#include <stdbool.h>

/* A plus sign, then 2 to 15 ASCII digits, the first of which is not 0, and nothing else. */
/*@ requires valid_read_string(number);
    assigns \nothing;
    ensures \result <==>
        number[0] == '+' && '1' <= number[1] <= '9' && 3 <= strlen(number) <= 16 &&
        \forall integer i; 2 <= i < strlen(number) ==> digit(number[i]);
*/
bool skillcall__is_e164(const char *number);

#endif
