/* SPDX-License-Identifier: Apache-2.0 */
#include "support/unit.h"

int main(void)
{
    return run_all(NULL, NULL);
}
