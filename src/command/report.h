/* What became of a call, told as text or as one JSON object. Each returns the exit code. */
#ifndef SKILLCALL_COMMAND_REPORT_H
#define SKILLCALL_COMMAND_REPORT_H

#include <skillcall/skillcall.h>
#include <stdbool.h>

int report_placed(const skillcall_receipt *receipt, bool json);

/* For a failure of the library, before or after the call was on its way. */
int report_error(const skillcall_error *error, bool json);

/* For input that could not even be given to the library. */
int report_unreadable(const char *message, bool json);

#endif
