/* SPDX-License-Identifier: Apache-2.0 */
/* Which certificate authorities the built-in transport trusts. Files and directories at the places
   that libcurl was built with are looked for in a directory of the test, which plays the host. */
#define _GNU_SOURCE

#include "support/next.h"
#include "support/stage.h"

#include <curl/curl.h>
#include <dirent.h>
#include <limits.h>
#include <sys/stat.h>

static struct local_server server = {.has_tls = true}, stranger;
static char of_server[] = "/tmp/skillcall-server-XXXXXX",
            of_stranger[] = "/tmp/skillcall-stranger-XXXXXX";
static const char *host; /* one of these */

static const char *below(const char *path, const char *place)
{
    size_t length = place ? strlen(place) : 0;
    bool is_below = length && strncmp(path, place, length) == 0;
    return is_below && (path[length] == '/' || !path[length]) ? path + length : NULL;
}

/* Where the path is while a test runs. */
static const char *moved(const char *path, char *room)
{
    if (!host)
        return path;
    const curl_version_info_data *libcurl = curl_version_info(CURLVERSION_NOW);
    const char *rest = below(path, libcurl->cainfo) ? "/ca.pem" : below(path, libcurl->capath);
    if (!rest)
        return path;
    snprintf(room, PATH_MAX, "%s%s", host, rest);
    return room;
}

FILE *fopen(const char *path, const char *mode)
{
    char room[PATH_MAX];
    return NEXT(fopen)(moved(path, room), mode);
}

FILE *fopen64(const char *path, const char *mode)
{
    char room[PATH_MAX];
    return NEXT(fopen64)(moved(path, room), mode);
}

int access(const char *path, int mode)
{
    char room[PATH_MAX];
    return NEXT(access)(moved(path, room), mode);
}

int stat(const char *restrict path, struct stat *restrict status)
{
    char room[PATH_MAX];
    return NEXT(stat)(moved(path, room), status);
}

DIR *opendir(const char *path)
{
    char room[PATH_MAX];
    DIR *(*original)(const char *) = NEXT(opendir);
    return original(moved(path, room));
}

static void run(const char *command, const char *argument)
{
    char line[2 * PATH_MAX];
    snprintf(line, sizeof line, "%s %s", command, argument);
    must(system(line) == 0, line);
}

/* A directory as openssl-rehash(1) makes it. */
static void make_directory(char *directory, const struct local_server *authority)
{
    char file[PATH_MAX];
    must(mkdtemp(directory) != NULL, "temporary directory");
    snprintf(file, sizeof file, "%s/ca.pem", directory);
    add_certificate(file, &authority->certificate);
    run("openssl rehash", directory);
}

static int set_up(void **state)
{
    launch_server(&server);
    make_certificate(&stranger);
    make_directory(of_server, &server);
    make_directory(of_stranger, &stranger);
    return 0;
}

static int tear_down(void **state)
{
    stop_server(&server);
    free_certificate(&stranger);
    run("rm -r", of_server);
    run("rm -r", of_stranger);
    return 0;
}

/* How a call to the server ends. */
static int32_t call(const char *file, const char *directory)
{
    stage = (struct stage){.options = skillcall_client_options_new(NULL, NULL),
                           .error = skillcall_error_new(NULL)};
    if (file)
        skillcall_client_options_set_ca_file(stage.options, file, NULL);
    if (directory)
        skillcall_client_options_set_ca_path(stage.options, directory, NULL);
    int32_t status = place_at(server.endpoint);
    skillcall_client_free(stage.client);
    skillcall_client_options_free(stage.options);
    skillcall_error_free(stage.error);
    return status;
}

TEST(the_hosts_authorities_are_trusted_unless_others_are_set)
{
    host = of_server;
    assert_ok(call(NULL, NULL));
    host = of_stranger;
    assert_int_equal(call(NULL, NULL), SKILLCALL_E_TLS);
}

TEST(a_file_replaces_the_hosts_authorities)
{
    host = of_stranger;
    assert_ok(call(server.ca_file, NULL));
    host = of_server;
    assert_int_equal(call(stranger.ca_file, NULL), SKILLCALL_E_TLS);
}

TEST(a_directory_replaces_the_hosts_authorities)
{
    host = of_stranger;
    assert_ok(call(NULL, of_server));
    host = of_server;
    assert_int_equal(call(NULL, of_stranger), SKILLCALL_E_TLS);
}

int main(void)
{
    return run_all(set_up, tear_down);
}
