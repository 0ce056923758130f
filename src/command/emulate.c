/* SPDX-License-Identifier: Apache-2.0 */
#define _POSIX_C_SOURCE 200809L /* readlink */

#include "command/command.h"
#include "command/output.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define EMULATOR_BESIDE "../libexec/skillcall/skillcall-emulator"

/* The emulator that belongs to this very command, in a build tree or a moved installation. */
static bool find_beside(char *path, size_t size)
{
    ssize_t length = readlink("/proc/self/exe", path, size - 1);
    if (length < 0)
        return false;
    path[length] = '\0';
    char *name = strrchr(path, '/');
    if (!name || (size_t)(name + 1 - path) + sizeof EMULATOR_BESIDE > size)
        return false;
    strcpy(name + 1, EMULATOR_BESIDE);
    return true;
}

/* It becomes the emulator, so that signals and the exit status are the emulator's. */
int run_emulate(int argc, char **argv)
{
    (void)argc;
    char beside[PATH_MAX];
    const char *paths[] = {find_beside(beside, sizeof beside) ? beside : EMULATOR_INSTALLED,
                           EMULATOR_INSTALLED};
    int reason = ENOENT;
    for (size_t i = 0; i < 2 && reason == ENOENT; i++) {
        execv(paths[i], argv);
        reason = errno;
    }
    if (reason == ENOENT)
        diagnose("the emulator is not installed: there is no %s", EMULATOR_INSTALLED);
    else
        diagnose("the emulator cannot be run: %s", strerror(reason));
    return EXIT_NOT_DONE;
}
