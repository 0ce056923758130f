/* SPDX-License-Identifier: Apache-2.0 */
/* The same as start_skillcall with libcurl alone. */
#include <curl/curl.h>

int main(void)
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT))
        return 1;
    CURLM *multi = curl_multi_init();
    curl_multi_cleanup(multi);
    curl_global_cleanup();
    return multi ? 0 : 1;
}
