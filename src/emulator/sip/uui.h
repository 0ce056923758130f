/* SPDX-License-Identifier: Apache-2.0 */
/* The User-to-User header (RFC 7433), as Alexa fills it in. */
#ifndef EMULATOR_UUI_H
#define EMULATOR_UUI_H

/* The value of the header for a client session id, to be freed. */
char *uui_value(const char *client_session_id);

/* The client session id in such a value, to be freed; NULL if it is not one of Alexa's. */
char *uui_client_session_id(const char *value);

#endif
