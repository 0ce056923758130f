/* SPDX-License-Identifier: Apache-2.0 */
/* What the proof takes for granted of functions that it does not look into. */
#include "base/error.h"

/* An error is written and the status given back. */
/*@ assigns *error, \result \from indirect:status;
    ensures \result == status;
*/
int32_t skillcall__fail(skillcall_error *error, int32_t status, const char *format, ...);

/*@ assigns *error, \result;
    ensures \result == SKILLCALL_E_ARGUMENT;
*/
int32_t skillcall__fail_null(skillcall_error *error, const char *argument);
