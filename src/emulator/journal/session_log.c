#include "journal/session_log.h"

#include "base/die.h"
#include "base/json_lines.h"

#include <stdlib.h>
#include <time.h>

static int log_fd = -1;

void log_open(const char *file)
{
    if (file)
        log_fd = lines_open(file);
}

json_t *log_time(void)
{
    struct timespec now;
    struct tm parts;
    char date[32];
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &parts);
    strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S", &parts);
    return must(json_sprintf("%s.%03dZ", date, (int)(now.tv_nsec / 1000000)));
}

void log_write(json_t *entry)
{
    if (log_fd >= 0)
        lines_write(log_fd, entry);
    json_decref(entry);
}

void log_session(json_t *about, json_t *more)
{
    json_t *entry = must(json_object());
    json_object_set_new(entry, "time", log_time());
    json_object_update(entry, about);
    json_object_update(entry, must(more));
    log_write(entry);
    json_decref(more);
}
