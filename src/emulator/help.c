#include "api/scenario.h"
#include "flags.h"

#include <stdio.h>

static const char before_scenarios[] =
    "Usage: skillcall emulate [FLAG]...\n"
    "\n"
    "Runs a local service that speaks the contract of the Alexa communication API, so that a "
    "skill\n"
    "can be developed and tested with no Amazon account. It prints \"listening on URL\" when it "
    "is\n"
    "ready and runs until SIGINT (Ctrl-C) or SIGTERM.\n"
    "\n"
    "  POST /v1/communications/session                          starts a session\n"
    "  GET  /v2/accounts/~current/settings/Profile.mobileNumber the user's phone number\n"
    "  GET  /v2/persons/~current/profile/mobileNumber           the speaker's phone number\n"
    "  GET  /v1/communications/profile?entity.type=UNIT&entity.id=ID\n"
    "                                                           a room's communication profile id\n"
    "  POST /v1/communications/profile                          makes one\n"
    "  POST /v1/directives                                      a progressive response\n"
    "\n"
    "Flags:\n"
    "  --port N          the port to listen on; 0 (the default) picks a free one\n"
    "  --address IP      the address to listen on; 127.0.0.1 by default, ::1 for IPv6\n"
    "  --tls             speak HTTPS, with a certificate for localhost, 127.0.0.1 and ::1\n"
    "  --ca-out FILE     where --tls writes the CA certificate that clients are to trust\n"
    "  --tls-fault KIND  a certificate that clients must refuse: expired, not-yet-valid,\n"
    "                    wrong-host or self-signed; or old-version: TLS 1.1 and nothing newer\n"
    "  --log FILE        write each request to FILE as a line of JSON; - is stdout\n"
    "  --load FILE       begin with what the log of an earlier run holds\n"
    "  --keep N          how many requests are kept to be asked for; 500 by default\n"
    "  --no-control      do not serve /_emulator/, the emulator's own API\n"
    "  --control-host NAME\n"
    "                    a host name by which clients may call this service, besides localhost\n"
    "                    and the address\n"
    "  --idle-seconds N  how long a connection may be silent; 60 by default, 0 is for ever\n"
    "  --fault SCENARIO[.MODIFIER]...\n"
    "                    what meets requests whose token does not begin with \"emulator-\"\n"
    "  --allow-unknown   accept participant types and provider ids that the contract lacks\n"
    "  --invite URI      call this SIP URI when a session starts, with the User-to-User header\n"
    "  --phone[=answer|decline]\n"
    "                    call a phone in the emulator, which /_emulator/ answers, declines and\n"
    "                    hangs up; with =answer or =decline it acts by itself\n"
    "  --answer-after N  how many milliseconds such a phone rings first; 1000 by default\n"
    "  --registrar PORT  let a soft phone register at this port, 0 picks a free one, and call it\n"
    "  --ring-ms N       how long it may ring, 30000 by default; then CANCEL is sent\n"
    "  --talk-ms N       how long an answered call lasts, 1000 by default, or 60000 if a person\n"
    "                    may answer (--phone, --registrar); then BYE is sent\n"
    "  --event-url URL   send a NEW_INBOUND_CALL event there by HTTP POST when a session starts\n"
    "  --event-file FILE write the event to FILE as a line of JSON; - is stdout\n"
    "  --lwa-client-id ID\n"
    "                    the skill's client id in the INVITE and in the event\n"
    "  -h, --help        show this\n"
    "  --version         show the version\n"
    "\n"
    "Every well-formed bearer token is good. One of the form emulator-SCENARIO[.MODIFIER]... "
    "chooses\n"
    "what happens to its request; all others meet --fault, by default ok.\n"
    "\n"
    "Scenarios, with the HTTP status and, for errors, the service's code and message:\n";

static const char after_scenarios[] =
    "\n"
    "Modifiers:\n"
    "  delay-N           answer after N milliseconds, at most 600000\n"
    "  first-N           only the first N requests with the same token, path and client session "
    "id\n"
    "                    meet the scenario; later ones meet ok\n"
    "  retry-after-N     the answer asks with Retry-After to wait N seconds\n"
    "  retry-date-N      the same, as the HTTP date that is N seconds ahead\n"
    "  no-retry-after    the answer has no Retry-After (unavailable has 1 otherwise)\n"
    "  at-session, at-number, at-profile, at-directive\n"
    "                    meet the scenario there only, and ok elsewhere\n"
    "  key-WORD          nothing; a token of its own, to be counted apart by first-N\n"
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
    "Exit code: 0 after a stop by signal, 1 if it cannot run, 2 for wrong flags.\n";

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

void help_print(void)
{
    size_t count;
    const struct scenario *scenarios = scenario_table(&count);
    fputs(before_scenarios, stdout);
    for (size_t i = 0; i < count; i++)
        print_scenario(&scenarios[i]);
    fputs(after_scenarios, stdout);
}
