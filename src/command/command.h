/* SPDX-License-Identifier: Apache-2.0 */
/* The subcommands; each takes its own name as argv[0] and returns an exit code. */
#ifndef SKILLCALL_COMMAND_COMMAND_H
#define SKILLCALL_COMMAND_COMMAND_H

int run_start(int argc, char **argv);
int run_validate(int argc, char **argv);
int run_uui(int argc, char **argv);
int run_event(int argc, char **argv);
int run_emulate(int argc, char **argv);

#endif
