/* SPDX-License-Identifier: Apache-2.0 */
/* The table of samples: what is read from requests as devices, simulators, tools and schedulers
   send them (tests/vectors/requests). Each line of table.tsv has a sample and what is read. */
#include "support/rig.h"

#include <dirent.h>
#include <skillcall/skill_request.h>

#define FOLDER VECTORS "/requests/"
#define NOW_MS 1795341720000 /* 2026-11-22T10:02:00Z */

enum { ROW_SIZE = 1024, SAMPLE_SIZE = 65536 };

static const char *or_dash(const char *text)
{
    return text ? text : "-";
}

static size_t read_file(const char *name, char *buffer, size_t size)
{
    char path[512];
    snprintf(path, sizeof path, FOLDER "%s", name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t length = fread(buffer, 1, size - 1, file);
    fclose(file);
    buffer[length] = '\0';
    return length;
}

/* The columns of the table from the type on, or why nothing can be read. */
static void write_row(const skillcall_skill_request *request, char *row)
{
    static const char *const yes_no_unknown[] = {"unknown", "no", "yes"};
    static const char *const permissions[] = {"not asked", "granted", "denied"};
    const char *apl = "Alexa.Presentation.APL";
    char time[24] = "-";
    int64_t time_ms = skillcall_skill_request_timestamp_ms(request);
    if (time_ms >= 0)
        snprintf(time, sizeof time, "%lld", (long long)time_ms);
    snprintf(row, ROW_SIZE, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s",
             skillcall_skill_request_type(request),
             or_dash(skillcall_skill_request_locale(request)), time,
             yes_no_unknown[skillcall_skill_request_is_fresh(request, NOW_MS) + 1],
             or_dash(skillcall_skill_request_device_id(request)),
             or_dash(skillcall_skill_request_person_id(request)),
             or_dash(skillcall_skill_request_unit_id(request)),
             permissions[skillcall_skill_request_permission(request,
                                                            "alexa::profile:mobile_number:read")],
             yes_no_unknown[skillcall_skill_request_supports_interface(request, apl) + 1],
             or_dash(skillcall_skill_request_apl_token(request)));
}

static void read_sample(const char *name, char *row)
{
    char *json = malloc(SAMPLE_SIZE);
    assert_non_null(json);
    skillcall_error *error = skillcall_error_new(NULL);
    size_t size = read_file(name, json, SAMPLE_SIZE);
    skillcall_skill_request *request = skillcall_skill_request_from_json(NULL, json, size, error);
    if (request)
        write_row(request, row);
    else
        snprintf(row, ROW_SIZE, "%s", skillcall_error_message(error));
    skillcall_skill_request_free(request);
    skillcall_error_free(error);
    free(json);
}

static int is_sample(const struct dirent *entry)
{
    return strstr(entry->d_name, ".json") != NULL;
}

TEST(each_sample_is_read_as_the_table_has_it)
{
    static char table[SAMPLE_SIZE];
    read_file("table.tsv", table, sizeof table);
    struct dirent **samples;
    int count = scandir(FOLDER, &samples, is_sample, alphasort);
    assert_true(count > 0);
    char *line = strtok(table, "\n"); /* the heads of the columns */
    for (int i = 0; i < count; i++) {
        char row[ROW_SIZE], seen[ROW_SIZE + 256];
        read_sample(samples[i]->d_name, row);
        snprintf(seen, sizeof seen, "%s\t%s", samples[i]->d_name, row);
        puts(seen);
        line = strtok(NULL, "\n");
        assert_non_null(line);
        assert_string_equal(seen, line);
        free(samples[i]);
    }
    free(samples);
    assert_null(strtok(NULL, "\n"));
}
