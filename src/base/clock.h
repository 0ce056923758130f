/* The system's clocks, as a table like that of the hook. */
#ifndef SKILLCALL_BASE_CLOCK_H
#define SKILLCALL_BASE_CLOCK_H

#include <skillcall/client_options.h>

extern const skillcall_clock skillcall__system_clock;

#endif
