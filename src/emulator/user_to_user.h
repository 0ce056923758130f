/* The User-to-User header (RFC 7433), as Alexa fills it in. */
#ifndef EMULATOR_USER_TO_USER_H
#define EMULATOR_USER_TO_USER_H

/* The value of the header for a client session id, to be freed. */
char *user_to_user(const char *client_session_id);

#endif
