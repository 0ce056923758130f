/* SPDX-License-Identifier: Apache-2.0 */
/* Foreign texts on a terminal. */
#ifndef SKILLCALL_CLI_PRINTABLE_H
#define SKILLCALL_CLI_PRINTABLE_H

/* Replaces with "?" every byte that is not UTF-8 and every character that a terminal would obey. */
void make_printable(char *text);

#endif
