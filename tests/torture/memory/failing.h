/* SPDX-License-Identifier: Apache-2.0 */
/* Three sources of memory that fail when they are told to: the library's allocator hook, libcurl's
   and jansson's. */
#ifndef TESTS_TORTURE_FAILING_H
#define TESTS_TORTURE_FAILING_H

#include <skillcall/allocator.h>
#include <stdbool.h>

enum source { OURS, LIBCURL, JANSSON, SOURCES };

/* What is given to the library wherever it asks for an allocator. */
extern const skillcall_allocator ours;

/* Before anything else allocates by libcurl or jansson. */
void failing_install(void);

/* From now on the allocation with this number (from 1) fails; all after it, too, if it lasts.
   0: none fails, they are only counted. */
void failing_arm(enum source source, size_t fail_at, bool lasts);

enum source failing_source(void);

/* There is memory again. */
void failing_relent(void);

/* How often the armed source was asked, and how often it failed, since it was armed. */
size_t failing_asked(void);
size_t failing_failed(void);

/* Blocks of a source that were not given back. */
size_t failing_live(enum source source);

#endif
