/* SPDX-License-Identifier: Apache-2.0 */
#include "support/one_error.h"
#include "support/unit.h"

int main(void)
{
    return run_all(make_error, free_error);
}
