/* SPDX-License-Identifier: Apache-2.0 */
#include "support/local_server.h"

/* One end of a connection, with TLS or without. */
struct peer {
    int fd;
    gnutls_session_t session; /* NULL: plain */
};

void must(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "the local server failed: %s\n", what);
    abort();
}

static ssize_t peer_read(struct peer *peer, char *buffer, size_t size)
{
    if (!peer->session)
        return recv(peer->fd, buffer, size, 0);
    return gnutls_record_recv(peer->session, buffer, size);
}

static void peer_write(struct peer *peer, const char *text)
{
    if (peer->session)
        gnutls_record_send(peer->session, text, strlen(text));
    else
        send(peer->fd, text, strlen(text), MSG_NOSIGNAL);
}

/* Whether a whole request came: headers and as much body as they announce. */
static bool read_request(struct peer *peer, char *buffer, size_t capacity)
{
    size_t length = 0, wanted = capacity - 1;
    while (length < wanted) {
        ssize_t got = peer_read(peer, buffer + length, wanted - length);
        if (got <= 0)
            return false;
        length += (size_t)got;
        buffer[length] = '\0';
        const char *end = strstr(buffer, "\r\n\r\n");
        const char *size = strstr(buffer, "Content-Length: ");
        if (end)
            wanted = (size_t)(end - buffer) + 4 + (size ? strtoul(size + 16, NULL, 10) : 0);
    }
    return true;
}

static void place_call(struct peer *peer)
{
    char answer[256];
    snprintf(answer, sizeof answer,
             "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
             strlen(PLACED_BODY), PLACED_BODY);
    peer_write(peer, answer);
}

static void answer_request(const struct local_server *server, struct peer *peer,
                           const char *request)
{
    const char *answer =
        server->reply ? server->reply(request, strstr(request, "\r\n\r\n") + 4) : NULL;
    if (answer)
        peer_write(peer, answer);
    else if (!server->reply)
        place_call(peer);
}

static bool wire_read(void *context, void *buffer, size_t size)
{
    struct peer *peer = context;
    size_t length = 0;
    while (length < size) {
        ssize_t got = peer_read(peer, (char *)buffer + length, size - length);
        if (got <= 0)
            return false;
        length += (size_t)got;
    }
    return true;
}

static void wire_write(void *context, const void *data, size_t size)
{
    struct peer *peer = context;
    gnutls_record_send(peer->session, data, size);
}

static bool chose_h2(const struct peer *peer)
{
    gnutls_datum_t chosen;
    return peer->session && gnutls_alpn_get_selected_protocol(peer->session, &chosen) == 0;
}

static void serve_connection(struct local_server *server, int fd)
{
    struct peer peer = {.fd = fd};
    bool is_open = true;
    char request[8192];
    if (server->has_tls) {
        must(gnutls_init(&peer.session, GNUTLS_SERVER | GNUTLS_NO_SIGNAL) == 0, "session");
        gnutls_set_default_priority(peer.session);
        gnutls_credentials_set(peer.session, GNUTLS_CRD_CERTIFICATE, server->credentials);
        gnutls_transport_set_int(peer.session, fd);
        gnutls_datum_t h2 = {(unsigned char *)"h2", 2};
        if (server->has_h2)
            gnutls_alpn_set_protocols(peer.session, &h2, 1, 0);
        is_open = gnutls_handshake(peer.session) == 0;
    }
    if (is_open && chose_h2(&peer)) {
        h2_serve(&(struct h2_wire){&peer, wire_read, wire_write}, server->reply);
        is_open = false;
    }
    while (is_open && read_request(&peer, request, sizeof request)) {
        is_open = atomic_fetch_add(&server->requests, 1) + 1 != server->closes_at;
        answer_request(server, &peer, request);
    }
    if (peer.session)
        gnutls_deinit(peer.session);
    close(fd);
}

/* One connection after the other; ends when the listener is shut down. */
static void *serve(void *context)
{
    struct local_server *server = context;
    int fd;
    while ((fd = accept(server->listener, NULL, NULL)) >= 0) {
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
        serve_connection(server, fd);
    }
    return NULL;
}

void add_certificate(const char *path, const gnutls_datum_t *certificate)
{
    FILE *file = fopen(path, "a");
    must(file && fwrite(certificate->data, certificate->size, 1, file) == 1, "write");
    must(fclose(file) == 0, "close");
}

static void make_ca_file(struct local_server *server)
{
    snprintf(server->ca_file, sizeof server->ca_file, "/tmp/skillcall-ca-XXXXXX");
    int fd = mkstemp(server->ca_file);
    must(fd >= 0 && close(fd) == 0, "temporary file");
    add_certificate(server->ca_file, &server->certificate);
}

void make_certificate(struct local_server *server)
{
    gnutls_x509_privkey_t key;
    gnutls_x509_crt_t certificate;
    const unsigned char loopback[4] = {127, 0, 0, 1};
    must(gnutls_x509_privkey_init(&key) == 0, "init of the key");
    must(gnutls_x509_crt_init(&certificate) == 0, "init of the certificate");
    must(gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA,
                                      GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0) == 0,
         "key");
    gnutls_x509_crt_set_version(certificate, 3);
    gnutls_x509_crt_set_serial(certificate, "\x01", 1);
    gnutls_x509_crt_set_activation_time(certificate, time(NULL) - 3600);
    gnutls_x509_crt_set_expiration_time(certificate, time(NULL) + 3600);
    gnutls_x509_crt_set_dn(certificate, "CN=a local server", NULL);
    gnutls_x509_crt_set_basic_constraints(certificate, 1, -1);
    gnutls_x509_crt_set_subject_alt_name(certificate, GNUTLS_SAN_IPADDRESS, loopback,
                                         sizeof loopback, GNUTLS_FSAN_SET);
    gnutls_x509_crt_set_subject_alt_name(certificate, GNUTLS_SAN_DNSNAME, LOCAL_SERVER_NAME,
                                         sizeof LOCAL_SERVER_NAME - 1, GNUTLS_FSAN_APPEND);
    gnutls_x509_crt_set_key(certificate, key);
    must(gnutls_x509_crt_sign2(certificate, certificate, key, GNUTLS_DIG_SHA256, 0) == 0, "sign");
    must(gnutls_x509_crt_export2(certificate, GNUTLS_X509_FMT_PEM, &server->certificate) == 0,
         "export");
    must(gnutls_certificate_allocate_credentials(&server->credentials) == 0, "credentials");
    must(gnutls_certificate_set_x509_key(server->credentials, &certificate, 1, key) == 0, "use");
    gnutls_x509_crt_deinit(certificate);
    gnutls_x509_privkey_deinit(key);
    make_ca_file(server);
}

void free_certificate(struct local_server *server)
{
    gnutls_certificate_free_credentials(server->credentials);
    gnutls_free(server->certificate.data);
    unlink(server->ca_file);
}

void listen_locally(struct local_server *server)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    server->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    must(bind(server->listener, (struct sockaddr *)&address, size) == 0, "bind");
    must(listen(server->listener, 16) == 0, "listen");
    must(getsockname(server->listener, (struct sockaddr *)&address, &size) == 0, "name");
    snprintf(server->endpoint, sizeof server->endpoint, "http%s://127.0.0.1:%d",
             server->has_tls ? "s" : "", ntohs(address.sin_port));
}

void launch_server(struct local_server *server)
{
    if (server->has_tls)
        make_certificate(server);
    listen_locally(server);
    must(pthread_create(&server->thread, NULL, serve, server) == 0, "thread");
}

void start_server(struct local_server *server, bool has_tls)
{
    *server = (struct local_server){.has_tls = has_tls};
    launch_server(server);
}

void drain_server(const struct local_server *server)
{
    struct sockaddr_in address;
    socklen_t size = sizeof address;
    char byte;
    must(getsockname(server->listener, (struct sockaddr *)&address, &size) == 0, "name");
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    must(connect(fd, (struct sockaddr *)&address, size) == 0, "connect");
    shutdown(fd, SHUT_WR);
    while (recv(fd, &byte, 1, 0) > 0)
        ;
    close(fd);
}

void stop_server(struct local_server *server)
{
    shutdown(server->listener, SHUT_RDWR);
    pthread_join(server->thread, NULL);
    close(server->listener);
    if (server->has_tls)
        free_certificate(server);
}
