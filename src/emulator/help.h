/* SPDX-License-Identifier: Apache-2.0 */
/* What --help prints around the flags. */
#ifndef EMULATOR_HELP_H
#define EMULATOR_HELP_H

#define HELP_DESCRIPTION                                                                           \
    "Runs a local emulator of the Alexa communication API. With it you can develop and test a\n"   \
    "skill without an Amazon account. It prints \"listening on URL\" when it is ready and runs\n"  \
    "until SIGINT (Ctrl-C) or SIGTERM.\n"                                                          \
    "\n"                                                                                           \
    "  POST /v1/communications/session                          starts a session\n"                \
    "  GET  /v2/accounts/~current/settings/Profile.mobileNumber the user's phone number\n"         \
    "  GET  /v2/persons/~current/profile/mobileNumber           the speaker's phone number\n"      \
    "  GET  /v1/communications/profile?entity.type=UNIT&entity.id=ID\n"                            \
    "                                                           a room's communication profile "   \
    "id\n"                                                                                         \
    "  POST /v1/communications/profile                          creates one\n"                     \
    "  POST /v1/directives                                      a progressive response"

/* Prints the scenarios, their modifiers and examples. */
void help_print_scenarios(void);

#endif
