/* SPDX-License-Identifier: Apache-2.0 */
#define _POSIX_C_SOURCE 200809L

#include "skillcall_emulator.h"

#include <curl/curl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FLAGS_MAX = 32 };

extern char **environ;

/* Runs the program with its output in a pipe. Returns 0, or -1 if that fails. */
static int run(struct emulator *emulator, const char **arguments)
{
    int ends[2];
    if (pipe(ends))
        return -1;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
    int failed = posix_spawnp(&emulator->process, arguments[0], &actions, NULL,
                              (char *const *)arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    emulator->output = fdopen(ends[0], "r");
    if (!failed)
        return 0;
    fprintf(stderr, "skillcall cannot be run: %s\n", strerror(failed));
    emulator->process = 0;
    return -1;
}

/* A name for the CA file. Returns 0, or -1 if that fails. */
static int choose_ca_file(struct emulator *emulator)
{
    strcpy(emulator->ca_file, "/tmp/skillcall-ca-XXXXXX");
    int file = mkstemp(emulator->ca_file);
    return file < 0 ? -1 : close(file);
}

struct emulator *emulator_start(const char *const *flags)
{
    struct emulator *emulator = calloc(1, sizeof *emulator);
    if (!emulator)
        return NULL;
    const char *arguments[FLAGS_MAX + 7] = {"skillcall", "emulate", "--port", "0"};
    size_t count = 4;
    for (size_t i = 0; flags && flags[i] && i < FLAGS_MAX; i++) {
        arguments[count++] = flags[i];
        if (strcmp(flags[i], "--tls") == 0 && choose_ca_file(emulator) == 0) {
            arguments[count++] = "--ca-out";
            arguments[count++] = emulator->ca_file;
        }
    }
    if (run(emulator, arguments) == 0 &&
        fscanf(emulator->output, "listening on %63s", emulator->url) == 1)
        return emulator;
    emulator_stop(emulator);
    return NULL;
}

int emulator_stop(struct emulator *emulator)
{
    int status = -1;
    if (emulator->process) {
        kill(emulator->process, SIGTERM);
        waitpid(emulator->process, &status, 0);
    }
    if (emulator->output)
        fclose(emulator->output);
    if (emulator->ca_file[0])
        unlink(emulator->ca_file);
    free(emulator);
    if (status)
        fprintf(stderr, "the emulator failed: status %d\n", status);
    return status ? -1 : 0;
}

/* Sends a request. Returns the document of the answer, null for none, or NULL for a failure. */
static json_t *ask(const struct emulator *emulator, const char *method, CURLU *url,
                   const char *body)
{
    char *text = NULL;
    size_t size = 0;
    FILE *answer = open_memstream(&text, &size);
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    CURL *curl = curl_easy_init();
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
    curl_easy_setopt(curl, CURLOPT_CURLU, url);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer);
    if (emulator->ca_file[0])
        curl_easy_setopt(curl, CURLOPT_CAINFO, emulator->ca_file);
    CURLcode failed = curl_easy_perform(curl);
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_cleanup(curl);
    curl_slist_free_all(headers);
    curl_url_cleanup(url);
    fclose(answer);

    json_t *document = NULL;
    if (failed)
        fprintf(stderr, "the emulator cannot be asked: %s\n", curl_easy_strerror(failed));
    else if (status >= 400)
        fprintf(stderr, "the emulator answers %ld: %s\n", status, text);
    else
        document = size ? json_loadb(text, size, 0, NULL) : json_null();
    free(text);
    return document;
}

static CURLU *url_of(const struct emulator *emulator, const char *path)
{
    CURLU *url = curl_url();
    curl_url_set(url, CURLUPART_URL, emulator->url, 0);
    curl_url_set(url, CURLUPART_PATH, path, 0);
    return url;
}

json_t *emulator_calls(const struct emulator *emulator, json_t *filters)
{
    CURLU *url = url_of(emulator, "/_emulator/calls");
    const char *name;
    json_t *value;
    json_object_foreach(filters, name, value)
    {
        char filter[512];
        if (json_is_string(value))
            snprintf(filter, sizeof filter, "%s=%s", name, json_string_value(value));
        else
            snprintf(filter, sizeof filter, "%s=%lld", name, (long long)json_integer_value(value));
        curl_url_set(url, CURLUPART_QUERY, filter, CURLU_APPENDQUERY | CURLU_URLENCODE);
    }
    json_decref(filters);
    json_t *answer = ask(emulator, "GET", url, NULL);
    json_t *calls = json_incref(json_object_get(answer, "calls"));
    json_decref(answer);
    return calls;
}

/* Sends a request whose answer does not matter. Returns 0, or -1 if it fails. */
static int order(const struct emulator *emulator, const char *method, const char *path,
                 const char *body)
{
    json_t *answer = ask(emulator, method, url_of(emulator, path), body);
    json_decref(answer);
    return answer ? 0 : -1;
}

int emulator_fault(const struct emulator *emulator, const char *scenario)
{
    json_t *fault = json_pack("{ss}", "fault", scenario);
    char *body = json_dumps(fault, JSON_COMPACT);
    int result = order(emulator, "PUT", "/_emulator/fault", body);
    free(body);
    json_decref(fault);
    return result;
}

int emulator_clear(const struct emulator *emulator)
{
    return order(emulator, "DELETE", "/_emulator/calls", NULL);
}

int emulator_setup(void **state)
{
    const char *flags[] = {"--tls", NULL};
    *state = emulator_start(flags);
    return *state ? 0 : -1;
}

int emulator_teardown(void **state)
{
    return emulator_stop(*state);
}
