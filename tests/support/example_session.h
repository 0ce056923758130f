/* SPDX-License-Identifier: Apache-2.0 */
/* The example of the contract, tests/vectors/session-request.json, as calls of the library. */
#ifndef TESTS_SUPPORT_EXAMPLE_SESSION_H
#define TESTS_SUPPORT_EXAMPLE_SESSION_H

#include <skillcall/session_builder.h>

#define EXAMPLE_ID "db792233-8df3-416c-8d80-a70038747b74"
#define EXAMPLE_ENDPOINT_ID                                                                        \
    "amzn1.ask.device.BHOSHBLLX53AFDC5KSPFX3IM3NZKLVAHCG3CPUDM242MB55ID3OB5XUYQO332QUZ5FY45Z7RBR6" \
    "RJD7ZKUSWLP5SJ6ZREGLKLBVY2DZKPUCTFEJE55JV6DWMAAO7UUNCIKGWCK6FWUS75F5LWBOKHXARBZYXQDHS6OCY7O6" \
    "JBAKBDJRELAR7O"

/* Two phone numbers, no client session id chosen yet; NULL with the first failure in the error. */
skillcall_session_builder *example_builder(const skillcall_allocator *allocator,
                                           skillcall_error *error);

#endif
