/* SPDX-License-Identifier: Apache-2.0 */
#include "help.h"

#include "api/scenario.h"

#include <stdio.h>

static const char before_scenarios[] =
    "\n"
    "Every well-formed bearer token is accepted. One of the form emulator-SCENARIO[.MODIFIER]...\n"
    "chooses what happens to its request; any other gets the scenario of --fault, by default ok.\n"
    "\n"
    "Scenarios, with the HTTP status and, for errors, the service's code and message:\n";

static const char after_scenarios[] =
    "\n"
    "Modifiers:\n"
    "  delay-N           answer after N milliseconds, at most 600000\n"
    "  first-N           only the first N requests with the same token, path and client session "
    "id\n"
    "                    get the scenario; later ones get ok\n"
    "  retry-after-N     the answer has a Retry-After of N seconds\n"
    "  retry-date-N      the same, as an HTTP date N seconds ahead\n"
    "  no-retry-after    the answer has no Retry-After (unavailable has 1 otherwise)\n"
    "  at-session, at-number, at-profile, at-directive\n"
    "                    the scenario applies at that endpoint only; the others give ok\n"
    "  key-WORD          no effect, but a different token, which first-N counts separately\n"
    "\n"
    "Try it, in two terminals:\n"
    "  skillcall emulate --port 8080 --log -\n"
    "  SKILLCALL_TOKEN=emulator-throttled.first-1 skillcall start --endpoint http://127.0.0.1:8080 "
    "\\\n"
    "      --from +12045551111 --to +16073331111 --endpoint-id my-device\n"
    "or with curl:\n"
    "  curl -i -H 'Authorization: Bearer emulator-expired' -H 'Content-Type: application/json' \\\n"
    "      -d @request.json http://127.0.0.1:8080/v1/communications/session\n"
    "  curl -i -H 'Authorization: Bearer emulator-number-national' \\\n"
    "      http://127.0.0.1:8080/v2/accounts/~current/settings/Profile.mobileNumber\n"
    "\n"
    "Exit codes: 0 stopped by a signal; 1 cannot run; 2 wrong usage.\n";

static void print_scenario(const struct scenario *scenario)
{
    char status[8] = "-";
    if (scenario->status)
        snprintf(status, sizeof status, "%d", scenario->status);
    printf("  %-17s %3s  ", scenario->name, status);
    if (scenario->content == CONTENT_ERROR && scenario->detail)
        printf("%s: ", scenario->detail);
    puts(scenario->text);
}

void help_print_scenarios(void)
{
    size_t count;
    const struct scenario *scenarios = scenario_table(&count);
    fputs(before_scenarios, stdout);
    for (size_t i = 0; i < count; i++)
        print_scenario(&scenarios[i]);
    fputs(after_scenarios, stdout);
}
