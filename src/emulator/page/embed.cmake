# SPDX-License-Identifier: Apache-2.0
# Writes the files of the page as C: cmake -DOUT=FILE.c -DPAGE=DIRECTORY -DAPI=FILE.yaml -P embed.cmake
set(count 0)
set(rows "")
file(WRITE ${OUT} "#include \"page/asset.h\"\n\n#include <string.h>\n")

function(embed name type file)
    file(READ ${file} bytes HEX)
    string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
    file(APPEND ${OUT} "\nstatic const unsigned char data_${count}[] = {\n${bytes}\n};\n")
    string(APPEND rows "    {\"${name}\", \"${type}\", data_${count}, sizeof data_${count}},\n")
    set(rows "${rows}" PARENT_SCOPE)
    math(EXPR count "${count} + 1")
    set(count ${count} PARENT_SCOPE)
endfunction()

embed("" "text/html; charset=utf-8" ${PAGE}/page.html)
embed("page.css" "text/css; charset=utf-8" ${PAGE}/page.css)
embed("page.js" "text/javascript; charset=utf-8" ${PAGE}/page.js)
embed("openapi.yaml" "application/yaml" ${API})

file(APPEND ${OUT} "
static const struct asset assets[] = {
${rows}};

const struct asset *find_asset(const char *name)
{
    for (size_t i = 0; i < sizeof assets / sizeof *assets; i++)
        if (strcmp(assets[i].name, name) == 0)
            return &assets[i];
    return NULL;
}
")
